// byline transcript, schema version 1.0. Generated: byline schema --typescript

/** The recording. */
export interface Audio {
  /** File name. */
  name: string;
  /** SHA-256 of the file. */
  sha256: string;
  /** Length. */
  duration_seconds: number;
  /** Sample rate of the stream in the file. */
  sample_rate_hz: number;
  /** Channels of the stream in the file. */
  channels: number;
}

/** Somebody who was considered for a voice, and was not chosen. */
export interface Candidate {
  /** Full name, or as much of it as is known. */
  name: string;
  /** Part in the program. */
  role: string | null;
  /** How sure it is that this is the voice's name. */
  confidence: number;
  /** What speaks for it. */
  evidence: Evidence[];
  /** What speaks against it. */
  against: Evidence[];
}

/** Something that readers get otherwise than it was said. */
export interface Change {
  /** The rule of style that changed it. */
  rule: string;
  /** What stood there. */
  before: string;
  /** What readers get; empty where it was left out. */
  after: string;
  /** When it begins. */
  start: number;
  /** When it ends. */
  end: number;
  /** Why. */
  reason: string;
}

/** A library that did a stage's work. */
export interface Engine {
  /** What it did. */
  stage: string;
  /** Name of the library. */
  name: string;
  /** Its version. */
  version: string;
  /** The weights it used. */
  models: Model[];
}

/** Something that speaks for or against a name. */
export interface Evidence {
  /** Kind of proof. */
  kind: string;
  /** The words that prove it. */
  quote: string;
  /** When they were said. */
  time: number | null;
  /** How much this proof counts on its own. */
  weight: number;
  /** Label of who said it; null for what nobody said. */
  said_by: string | null;
}

/** One voice heard, overlaps with others included. */
export interface Heard {
  /** When it begins. */
  start: number;
  /** When it ends. */
  end: number;
  /** Label of whose voice it is. */
  speaker: string;
}

/** Who a speaker was taken for before somebody corrected it. */
export interface Identity {
  /** What was printed before a turn. */
  label: string;
  /** Full name. */
  name: string | null;
  /** Part in the program. */
  role: string | null;
  /** How sure the name was; null without a name. */
  confidence: number | null;
  /** What proved the name. */
  evidence: Evidence[];
  /** What spoke against it. */
  against: Evidence[];
}

/** Weights that were used. */
export interface Model {
  /** Name in the model store, or the path of a local model. */
  name: string;
  /** SHA-256 of the weights file, where known. */
  sha256: string | null;
}

/** A parsed page, part by part: the texts of all parts in a row are the page. */
export interface Page {
  /** Encoding of the file. */
  encoding: string;
  /** The page from its first character to its last. */
  parts: PagePart[];
}

/** A piece of a parsed page: furniture, a speaker's label, or a paragraph of a turn. */
export interface PagePart {
  /** What it is. */
  kind: "furniture" | "label" | "paragraph";
  /** As the page has it, line breaks included. */
  text: string;
  /** Of a paragraph or label: the turn's place in `turns`. */
  turn: number | null;
  /** Of a paragraph: its place in the turn. */
  paragraph: number | null;
}

/** A paragraph of a turn. */
export interface Paragraph {
  /** What readers get. */
  text: string;
  /** What was said, before any rule of style. */
  verbatim: string;
  /** When it begins. */
  start: number | null;
  /** When it ends. */
  end: number | null;
  /** The words that spell `verbatim`; none for a page. */
  words: Word[];
}

/** How the transcript came to be. */
export interface Provenance {
  /** Version of byline. */
  byline_version: string;
  /** The libraries and weights that were used. */
  engines: Engine[];
  /** Every option in force. */
  configuration: Record<string, unknown>;
  /** What the reader should know of this run. */
  notices: string[];
  /** What was mended. */
  repairs: Repair[];
  /** What the rules of style changed, in the order of the text and of the rules. */
  changes: Change[];
  /** Seconds that each stage took. */
  timings: Record<string, number>;
}

/** Something that was mended, or could not be. */
export interface Repair {
  /** Kind of repair: `docs/transcript.md` lists them. */
  kind: string;
  /** Where it begins. */
  start: number;
  /** Where it ends. */
  end: number;
  /** What was done, and why. */
  detail: string;
}

/** What was published, where and when. */
export interface Source {
  /** Headline of the page. */
  headline: string | null;
  /** Name of the program. */
  program: string | null;
  /** Who broadcasts it. */
  station: string | null;
  /** Address of the page or episode. */
  url: string | null;
  /** Date, ISO 8601. */
  published: string | null;
  /** ISO 639-1 code of the language spoken. */
  language: string | null;
  /** Copyright and attribution lines. */
  notices: string[];
}

/** Somebody who is heard. Without proof of a name, `name` is null and the label is `SPEAKER_1` or the like. */
export interface Speaker {
  /** What is printed before a turn. */
  label: string;
  /** Full name. */
  name: string | null;
  /** Part in the program. */
  role: string | null;
  /** How sure the name is; null without a name. */
  confidence: number | null;
  /** What proves the name. */
  evidence: Evidence[];
  /** What speaks against the name, and did not prevail. */
  against: Evidence[];
  /** Who else was considered, the likeliest first. */
  considered: Candidate[];
  /** Who the speaker was taken for before corrections, the oldest first. */
  previous: Identity[];
}

/** How many voices were told apart, and how sure that is. */
export interface SpeakerCount {
  /** Voices told apart. */
  number: number;
  /** How sure the number is; null where it was given or nothing tells. */
  confidence: number | null;
  /** The smallest number that the voices would also bear. */
  least: number;
  /** The largest number that the voices would also bear. */
  most: number;
}

/** What one person says until somebody else does. */
export interface Turn {
  /** `introduction` is the host's opening, printed without a label; `sound` is no speech. */
  kind: "introduction" | "speech" | "sound";
  /** Label of who speaks; null when nobody knows. */
  speaker: string | null;
  /** When it begins. */
  start: number | null;
  /** When it ends. */
  end: number | null;
  /** Mean certainty that its words are this speaker's. */
  confidence: number | null;
  /** Its text. */
  paragraphs: Paragraph[];
}

/** One word as it was said. */
export interface Word {
  /** The word, punctuation attached. */
  text: string;
  /** When it begins. */
  start: number | null;
  /** When it ends. */
  end: number | null;
  /** How sure recognition was of the word. */
  confidence: number | null;
  /** Label of who said it. */
  speaker: string | null;
  /** How sure it is that this speaker said it, and not another voice heard near it. */
  certainty: number | null;
  /** Whether another voice is heard over it. */
  overlapped: boolean;
  /** What readers get in its place, where that is not `text`: empty where it was left out, or is part of what stands at a word before it. */
  shown: string | null;
}

/** A radio or podcast conversation: who said what, when, and how that is known. */
export interface Transcript {
  /** Version of this format. */
  schema_version: "1.0";
  /** What was published. */
  source: Source;
  /** The recording; null for a page that was parsed. */
  audio: Audio | null;
  /** Everybody who is heard, in the order of their first word. */
  speakers: Speaker[];
  /** How sure the number of speakers is; null where nobody counted. */
  speaker_count: SpeakerCount | null;
  /** Names of people who were expected and not found. */
  not_heard: string[];
  /** The conversation. */
  turns: Turn[];
  /** Who was heard when; null for a page. */
  diarization: Heard[] | null;
  /** The layout of a parsed page; else null. */
  page: Page | null;
  /** How the transcript came to be; null for a page. */
  provenance: Provenance | null;
}
