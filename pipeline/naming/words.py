"""Words by which names are told from other capitalised words. All in lower case."""

from __future__ import annotations

TITLES = frozenset(
    "admiral alderman alderwoman ambassador archbishop attorney aunt auntie bishop brigadier brother canon capt "
    "captain chair chairman chairperson chairwoman chancellor chef chief clerk coach col colonel commander "
    "commissioner congressman congresswoman constable corporal councillor councilman councilor councilwoman counsel "
    "dame deacon dean deputy detective director doctor don doña dr engineer father fr frau gen general gov governor "
    "grandma grandpa herr hon imam inspector judge justice king lady lieutenant lord lt madam madame major mayor "
    "minister miss monsieur mr mrs ms mx nurse officer pastor premier president prime prince princess principal "
    "private prof professor queen rabbi ranger rep representative rev reverend saint secretary sen senator sergeant "
    "señor señora sgt sheriff sir sister skipper speaker superintendant superintendent treasurer trustee uncle vicar "
    "vice".split()
)
GIVEN_NAME_WORDS = frozenset("bishop brother canon deacon dean don king major miss prince sister".split())
"""Titles that people are also called."""

LEADING_WORDS = frozenset(
    "a about above absolutely according across actually after afternoon afterwards again against ah ahead alas all "
    "alongside also although always am amen among amongst an and another any anybody anyone anything anyway apart "
    "apparently are around as ask at away back bang because before begin beginning behind believe below beside besides "
    "between beyond both bring but by bye call called calling can certainly check cheers children come coming "
    "congratulations consider could day dear definitely despite did do does don't down during each earlier eight "
    "eighteen eighty either eleven else especially even evening eventually every everybody everyone everything exactly "
    "except excuse featuring fifteen fifth fifty finally fine first five folks following for forget fortunately forty "
    "four fourteen fourth frankly from furthermore gentlemen get give go god going good goodbye goodness got great "
    "guys ha had half hang happy has have he hear hello help hence her here here's hers hey hi him his hm hmm hold "
    "honestly how however huh hundred i if imagine in indeed inside instead into introducing is it it's its join "
    "joined joining just kids kind know ladies last lately later leading least lest let let's like listen little live "
    "look lovely luckily made many maybe me mean meanwhile meet men mhm minus mm more moreover morning most much must "
    "my nah name named near neither never nevertheless next nice night nine nineteen ninety no nobody none nonetheless "
    "nope nor not nothing now of off oh ok okay old on once one only onto oops opposite or other otherwise ouch our "
    "out outside over pardon particular particularly past people per perhaps phew picture playing please plus poor "
    "possibly presenting presumably probably quick quite rather read really remember reporting representing right "
    "sadly said say says second see seven seventeen seventy shall she should show sigh signed since sincerely sitting "
    "six sixteen sixty so some somebody someone something sometimes soon sorry speaking standing starring start "
    "starting still such suppose sure surely take talking tell ten than thank thankfully thanks that that's the their "
    "them then there therefore these they thing think third thirteen thirty this those though thousand three through "
    "throughout thus till to today together tomorrow tonight too toward towards true try twelve twenty two uh um under "
    "unfortunately unless until up upon us usually very via wait was watch we welcome well were what what's whatever "
    "when whenever where whereas wherever whether whew which while who who's whoa whoever whom whose why will wish "
    "with within without women wonderful would wow write writes wrote yeah yep yes yesterday yet yo you young your "
    "yours".split()
)
"""Words that begin a sentence or stand before a name, and belong to none."""
NAMES_TOO = frozenset("a will young".split())
"""Those that are names where they have a capital letter within a sentence: A Martínez, Will Smith, Neil Young."""

NO_NAME_WORDS = frozenset(
    "academy administration african agency aires airlines airport alliance amendment american arabia arena army asian "
    "assembly association australian authority avenue award awards band beach bible borough boulevard brigade british "
    "broadcast broadcasting building bulletin bureau cabinet cafe café canadian canal canyon cathedral center central "
    "centre century championship championships channel chapter choir christmas chronicle city clinic club coalition "
    "college commission committee company concerto conference congress constitution convention corp corporation corps "
    "council county courier covid creek dairy december department desk district dr drive easter edition empire "
    "ensemble episode european express factory farms february federal federation festival force foundation friday "
    "front gallery gazette genesis gospel greater group gulf halloween harbor harbour herald highway hills holdings "
    "hospital hotel hour inc industries institute international internet island islands january journal kingdom koran "
    "league library line llc lower ltd magazine medal media mine ministry monastery monday mosque motors mountain "
    "mountains movement mr mrs ms museum nasa national nations navy network new news newsletter november ocean october "
    "office olympics opera orchestra parliament partners party plaza podcast podcasts police production productions "
    "program programme province psalm psalms pub quartet quran radio railway railways ramadan regiment report republic "
    "restaurant revolution road room royal saturday school sea season senate series service show society sonata squad "
    "square stadium state states station strait street studio studios sunday symphony synagogue talk team television "
    "terminal thanksgiving theater theatre thursday times torah town treaty tribune trio trust tuesday tv union united "
    "university upper village webinar website wednesday week weeks".split()
)
"""Words that stand in no person's name; names of places, programs, bodies and events have them."""

DOUBTFUL_WORDS = frozenset(
    "abbey act bank banks bar battle bay bridge brothers camp chapel church court cross cup east eastern fair farm "
    "field fields game games garden gardens guard hall hill house inn lake lane law mill mills mount north northern "
    "orchard park peak point prize ranch river rivers south southern star summit temple tower valley war west western "
    "works".split()
)
"""Last words of places and things at least as often as of people."""

PLACE_STARTS = frozenset(
    "all big black blue camp cape cedar code deep digital district el exit fort free fresh gate global golden grand "
    "green hidden high highway hurricane inter interstate lac lake las line long los lost low mega mid open operation "
    "pan planet point port prime project public puerto red rio route saint san santa secret short silver st storm "
    "super são total trans tropical typhoon ultra white wild world".split()
)
"""First words of places, storms, programs and colours of things."""

PEOPLES = frozenset(
    "african american arab asian australian black brazilian british buddhist canadian catholic chinese christian "
    "conservative cuban czech danish democrat democrats dutch english european filipino finnish french german greek "
    "green greens hindu hungarian icelandic indian indigenous indonesian iranian irish israeli italian japanese jew "
    "jewish kenyan korean labour latin latina latino liberal lutheran malay mexican mormon muslim native nigerian "
    "norwegian orthodox pakistani palestinian persian peruvian polish portuguese presbyterian protestant quaker "
    "republican republicans rican roman romanian russian scottish serbian shia sikh somali spanish sunni swedish "
    "swiss syrian thai tory turkish ukrainian vietnamese welsh white".split()
)
"""What people are, and what their languages are called."""

NO_NAME_ALONE = frozenset(
    "abc africa agreed allah alright alrighty am amazing amazon america americans anyhow anyone anytime anyways "
    "apparently april asia asked atm auckland audience august aunt auntie australia autumn awesome babe bam basically "
    "bbc beautiful beijing belfast bergen berlin bingo bishop bless boom bordeaux boss boston braille bravo brazil "
    "brilliant britain bro brussels buddha buddy cairo california cambridge canada captain cardiff cbc ceo cfo chair "
    "cheers chef chicago chief china christ cnn coach colleagues congrats congratulations cool copy correct counsel "
    "covid crazy crew dad damn darling dear delhi ditto dna doc doctor dublin dude earth edinburgh england esperanto "
    "eu europe everybody everyone excellent fabulous facebook fall false fantastic fascinating father florida fm folks "
    "forty france friend friends funny general geneva gentlemen germany glasgow god google gosh gotcha governor gps "
    "gran grand grandma grandpa granny great heaven hell highness hilarious holiness home honey honor honour honours "
    "hooray hurrah impressive incredible indeed india instagram interesting internet ireland italy japan jeez jesus "
    "judge july june kenora kiddo ladies ladyship lagos latin leeds likewise listeners literally liverpool london lord "
    "lordship love ma ma'am madam madrid majesty mama man manchester mars marvellous marvelous mate may mayor "
    "melbourne mexico minister moderator mom montreal moon morse moscow mother ms mum mumbai nairobi nan nana "
    "neighbors neighbours next nice nope nothing npr nurse obviously officer ok okay oof operator oslo ottawa "
    "outstanding oxford pa pal papa paris perfect ph.d phd pm poland president professor replied reverend right roger "
    "rome russia said same scotland senator seriously sheriff sir sis skype something spain speaker speaking splendid "
    "spring stockholm summer sun super sweetheart sydney team terrible terrific texas thirty tiktok tokyo told toronto "
    "totally touche touché true tv twenty twitter u.k u.s uk ukraine un uncle usa vaseline velcro venus vienna viewers "
    "wales washington welcome wellington whatever whisky wikipedia wild winter wrong yep yikes your yours youtube yup "
    "zoom".split()
)
"""Words that are no name when they stand alone."""
