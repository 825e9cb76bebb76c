// byline validation, schema version 1.0. Generated: byline schema validation --typescript

/** What has changed since an earlier report. */
export interface Baseline {
  /** Path of the earlier report. */
  path: string;
  /** Version of byline that wrote it. */
  byline_version: string;
  /** Files that were compared: in both reports, with the same reference. */
  files: number;
  /** By measure: of all files together, then of each. */
  changes: Change[];
  /** The passages whose word errors rose most. */
  worse_passages: WorsePassage[];
  /** What could not be compared, and why. */
  notes: string[];
}

/** A measure now and earlier, over the files that both reports have. */
export interface Change {
  /** Key of the measure. */
  measure: string;
  /** Name of the file; null for all files together. */
  file: string | null;
  /** Earlier figure. */
  earlier: number | null;
  /** Figure now. */
  now: number | null;
  /** Lower end of the 95 % interval of now less earlier (paired bootstrap); null: not tested. */
  low: number | null;
  /** Its upper end. */
  high: number | null;
  /** Share of the draws in which it is better now; null: not tested. */
  probability_better: number | null;
  /** What was drawn; null: not tested, because there are too few or they are no rates. */
  units: "segments" | "files" | null;
  /** How many of them there are. */
  count: number;
  /** `unclear`: the figures differ, which may be chance or could not be tested. */
  verdict: "better" | "worse" | "same" | "unclear";
}

/** A measure's counts, segment by segment. */
export interface Column {
  /** What is counted. */
  numerators: number[];
  /** Out of how many. */
  denominators: number[];
}

/** A word that was taken for another. */
export interface Confusion {
  /** What was said. */
  reference: string;
  /** What was understood. */
  hypothesis: string;
  /** How often. */
  count: number;
}

/** Edits that turn the reference into the hypothesis. */
export interface Edits {
  /** Words or characters of the reference. */
  reference: number;
  /** Replaced. */
  substitutions: number;
  /** Missing in the hypothesis. */
  deletions: number;
  /** Only in the hypothesis. */
  insertions: number;
}

/** A pair that could not be scored. */
export interface Failure {
  /** What the files are called. */
  name: string;
  /** Why. */
  message: string;
}

/** A measure's figure. Where it is a rate, it is numerator over denominator, and each of them adds. */
export interface Figure {
  /** Share, milliseconds or speakers; null: nothing to measure. */
  value: number | null;
  /** What is counted; null where the figure is no rate. */
  numerator: number | null;
  /** Out of how many. */
  denominator: number;
}

/** A pair of files. */
export interface FileResult {
  /** Every measure by its key. */
  measures: Record<string, Figure>;
  /** By the key of the error rate: wer, cer, cpwer, tcpwer, orcwer. */
  edits: Record<string, Edits>;
  /** By kind: names, punctuation, capitals, paragraphs, introduction. */
  retrieved: Record<string, Retrieved>;
  /** By the key of the error rate: der, der_collar. */
  speech: Record<string, Speech>;
  /** Speakers found and there. */
  people: People;
  /** Word times. */
  word_starts: WordStarts;
  /** The reference's speakers, who says most first. */
  by_speaker: SpeakerResult[];
  /** Punctuation marks, the most frequent first. */
  by_mark: MarkResult[];
  /** The most frequent confusions. */
  substituted: Confusion[];
  /** The words that are missing most often. */
  deleted: WordCount[];
  /** The words that were added most often. */
  inserted: WordCount[];
  /** What both files are called. */
  name: string;
  /** Path of what was scored. */
  hypothesis: string;
  /** Path of what it was scored against. */
  reference: string;
  /** Path of the RTTM file that says who is heard when in the reference; null where it is none apart. */
  reference_speakers: string | null;
  /** How words were made comparable. */
  normaliser: "none" | "basic" | "english";
  /** SHA-256 of the reference's words as they were compared. */
  reference_words_sha256: string;
  /** SHA-256 of all that was scored of the reference: words, speakers, times, paragraphs. */
  reference_sha256: string;
  /** What is printed and was not scored, and how often. */
  left_out_of_reference: Record<string, number>;
  /** The same. */
  left_out_of_hypothesis: Record<string, number>;
  /** What a reader of the figures should know. */
  notes: string[];
  /** The passages with most errors, the worst first. */
  worst_passages: Passage[];
  /** The measures that can be counted sentence by sentence, by key: what a comparison draws from. */
  segments: Record<string, Column>;
}

/** How well one punctuation mark is set. */
export interface MarkResult {
  /** The mark. */
  mark: string;
  /** After words that both sides have. */
  found: Retrieved;
}

/** About a sentence of the reference, with what the hypothesis has in its place. */
export interface Passage {
  /** Its place among the file's segments. */
  segment: number;
  /** When it begins, in seconds, where either side says so. */
  start: number | null;
  /** Who says it, or most of it, in the reference. */
  speaker: string | null;
  /** Who does in the hypothesis. */
  hypothesis_speaker: string | null;
  /** What was said. */
  reference: string;
  /** What was understood. */
  hypothesis: string;
  /** Wrong, missing and added words. */
  word_errors: number;
  /** Words given to the wrong speaker. */
  wrong_speakers: number;
}

/** How many speak, and how many of those with real names are found under them. */
export interface People {
  /** Speakers there. */
  reference: number;
  /** Speakers found. */
  hypothesis: number;
  /** Too many or too few, summed over files. */
  off: number;
  /** Of those there, how many have a real name. */
  with_name: number;
  /** Of these, how many the hypothesis calls so. */
  named: number;
}

/** All pairs of files together. */
export interface Pooled {
  /** Every measure by its key. */
  measures: Record<string, Figure>;
  /** By the key of the error rate: wer, cer, cpwer, tcpwer, orcwer. */
  edits: Record<string, Edits>;
  /** By kind: names, punctuation, capitals, paragraphs, introduction. */
  retrieved: Record<string, Retrieved>;
  /** By the key of the error rate: der, der_collar. */
  speech: Record<string, Speech>;
  /** Speakers found and there. */
  people: People;
  /** Word times. */
  word_starts: WordStarts;
  /** The reference's speakers, who says most first. */
  by_speaker: SpeakerResult[];
  /** Punctuation marks, the most frequent first. */
  by_mark: MarkResult[];
  /** The most frequent confusions. */
  substituted: Confusion[];
  /** The words that are missing most often. */
  deleted: WordCount[];
  /** The words that were added most often. */
  inserted: WordCount[];
}

/** What the reference has, what the hypothesis has, and what both have. */
export interface Retrieved {
  /** In both. */
  both: number;
  /** In the reference. */
  reference: number;
  /** In the hypothesis. */
  hypothesis: number;
  /** Both, of the hypothesis. */
  precision: number | null;
  /** Both, of the reference. */
  recall: number | null;
  /** Harmonic mean of the two. */
  f1: number | null;
}

/** What became of a speaker of the reference. */
export interface SpeakerResult {
  /** Label in the reference. */
  label: string;
  /** The words this speaker says. */
  words: Edits;
  /** Words under this speaker's name. */
  names: Retrieved;
}

/** Seconds of speech, and of what is wrong with who is heard in them. */
export interface Speech {
  /** Speech in the reference. */
  speech: number;
  /** Nobody where somebody speaks. */
  missed: number;
  /** Somebody where nobody speaks. */
  false_alarm: number;
  /** Somebody else. */
  confusion: number;
}

/** A threshold, and whether the pooled figure keeps it. */
export interface ThresholdResult {
  /** Key of the measure. */
  measure: string;
  /** Which side of the limit is allowed. */
  kind: "max" | "min";
  /** The limit; it is itself allowed. */
  limit: number;
  /** The figure; null, which has failed: not measured. */
  value: number | null;
  /** Whether it is kept. */
  passed: boolean;
}

/** A word that is missing, or was added. */
export interface WordCount {
  /** The word, normalised. */
  word: string;
  /** How often. */
  count: number;
}

/** How far off the starts of equal words are. */
export interface WordStarts {
  /** Words with times on both sides. */
  words: number;
  /** Difference in milliseconds that so many per cent do not exceed. */
  percentiles_ms: Record<string, number | null>;
}

/** A passage with more word errors than earlier. */
export interface WorsePassage {
  /** Name of the file. */
  file: string;
  /** Word errors earlier. */
  earlier: number;
  /** The passage now. */
  passage: Passage;
}

/** How good transcripts are, measured against references. */
export interface ValidationReport {
  /** Version of this format. */
  schema_version: "1.0";
  /** Version of byline. */
  byline_version: string;
  /** Each pair of files. */
  files: FileResult[];
  /** All of them together: their counts added. */
  pooled: Pooled;
  /** Files without a partner. */
  unmatched: string[];
  /** Pairs that could not be scored. */
  failures: Failure[];
  /** The thresholds that were set. */
  thresholds: ThresholdResult[];
  /** Comparison with an earlier report; null where none was asked for. */
  baseline: Baseline | null;
}
