"""Which words report speech here, and which only look like it: idioms, titles, suppositions, things that cannot
speak."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from firsthand.reading import subjects
from firsthand.reading.cuewords import CueWords
from firsthand.reading.frames import Frame


def is_cue(token: Token, words: CueWords) -> bool:
    """Whether the word can report speech here: a verb on the list, not an adjective before its noun, not "said to be".

    >>> from firsthand.reading.cuewords import load_cue_words
    >>> "say" in load_cue_words().verbs
    True
    """
    if token.lemma_.lower() not in words.verbs or token.pos_ not in ("VERB", "AUX"):
        return False
    if token.dep_ in ("amod", "compound") or token.ent_type_ == "PERSON" or _is_unreal(token):
        return False
    if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_ != "tell":
        return False
    if (
        token.lemma_ in ("ask", "press", "question", "quiz")
        and token.tag_ == "VBN"
        and not any(child.dep_ in ("auxpass", "aux", "agent", "nsubj") for child in token.children)
    ):
        return False
    lemma = token.lemma_.lower()
    if lemma == "go":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "on"
    if lemma == "point":
        return any(child.dep_ == "prt" and child.lower_ == "out" for child in token.children)
    return not _is_idiom(token)


def plain_form(token: Token, words: CueWords) -> str:
    """The form of "say" that a rarer verb of saying can be told with, or "": "declared" gives "said".

    By the word's shape, since the tag may be what went wrong. Verbs that name whom they tell ("assured") are left
    alone.
    """
    form = _form_by_shape(token, words)
    if not form or token.lemma_.lower() in ("say", "tell", "ask") or token.dep_ == "compound":
        return ""
    if _is_idiom(token):
        return ""
    if token.tag_ in ("NN", "NNS") and token.dep_ in _NOUN_PLACES and not _hides_verb(token, words):
        return ""  # "released emails", "the states that vote"
    if token.dep_ == "acl" and token.head.pos_ != "PROPN" and any(child.dep_ == "agent" for child in token.children):
        return ""  # "the test announced by the mayor"
    if token.dep_ == "amod" and not _follows_subject(token):
        return ""  # "the noted cellist", but not "the Union insisted managers had …"
    objects = any(
        child.dep_ in ("dobj", "npadvmod") and child.i > token.i and child.ent_type_ != "DATE"
        for child in token.children
    )
    if objects and not any(child.dep_ == "ccomp" for child in token.children) and not hides_clause(token):
        return ""
    return form


def _form_by_shape(token: Token, words: CueWords) -> str:
    word = token.lower_
    if not word.isalpha():
        return ""
    for ending, form in (("ing", "saying"), ("ed", "said"), ("d", "said"), ("s", "says")):
        stem = word.removesuffix(ending)
        lemma = next((one for one in (stem, stem + "e", stem[:-1]) if stem != word and one in words.verbs), "")
        if lemma or (token.pos_ == "VERB" and token.tag_ == "VBD" and token.lemma_.lower() in words.verbs):
            cues = words.verbs[lemma or token.lemma_.lower()]
            plain = any("clause" in cue.takes and not cue.audience and not cue.written for cue in cues)
            return (form if lemma else "said") if plain else ""
    return ""


def _hides_verb(token: Token, words: CueWords) -> bool:
    """Whether a headline's verb behind a name was taken for a plural, and what it tells for a verb: "Norland voices
    hope to return"."""
    following = token.nbor(1) if token.i + 1 < token.sent.end else None
    return (
        token.tag_ == "NNS"
        and token.i > token.sent.start
        and token.nbor(-1).pos_ == "PROPN"
        and following is not None
        and following.tag_ in ("VBP", "VB")
        and any("object" in cue.takes for cue in words.verbs.get(token.lemma_.lower(), ()))
    )


_NOUN_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "conj", "attr", "appos"})


def _follows_subject(verb: Token) -> bool:
    """Whether a noun stands right before the verb, or a comma that ends its apposition."""
    before = verb.nbor(-1) if verb.i else None
    return before is not None and (
        before.pos_ in ("NOUN", "PROPN", "PRON") or (before.text == "," and hides_clause(verb))
    )


def hides_clause(verb: Token) -> bool:
    """Whether a finite verb follows the verb's noun phrase which the parse does not take for its clause: "insisted
    crews were told", "denied staff knew"."""
    noun = False
    passed = {
        at
        for child in verb.subtree
        if child.dep_ == "relcl" and child.head.i > verb.i and child.doc[min(subjects.subtree(child))].tag_ in _RELATIVE
        for at in subjects.subtree(child)
    }
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if noun and token.i in passed:
            continue  # "insisted the valves that should have opened had been shut"
        if token.tag_ in _FINITE:
            top = token.head if token.dep_ in ("aux", "auxpass") else token
            return noun and token.nbor(-1).tag_ != "CC" and not (top.dep_ == "ccomp" and top.head.i == verb.i)
        if token.tag_ not in _NOMINAL and token.lower_ not in _WITHIN_NOUN:
            return False
        noun = noun or token.pos_ in ("NOUN", "PROPN", "PRON")
    return False


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NOMINAL = frozenset(
    {"DT", "PRP", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "RB", "RBR", "RBS", "CC", "EX"}
)
_WITHIN_NOUN = frozenset({"of", "in", "at", "for", "from", "with", "between", "on"})


def _is_unreal(token: Token) -> bool:
    """A saying that is only supposed: "if they ask", "should they express a wish", or a title's "He Said" in
    mid-sentence."""
    if token.text[0].isupper() and token.i > 0 and token.nbor(-1).text[0].isupper() and not _is_title_case(token.doc):
        return True
    should = next((child for child in token.children if child.lower_ == "should" and child.dep_ == "aux"), None)
    if should is not None and any(
        child.dep_ in subjects.SUBJECTS and should.i < child.i < token.i for child in token.children
    ):
        return not token.sent.text.rstrip().endswith("?")
    if token.dep_ != "advcl":
        return False
    marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "aux") and child.i < token.i}
    return "if" in marks or "unless" in marks


def in_title(frame: Frame, token: Token) -> bool:
    """Whether the word stands in a quoted title: “He Said It Would Rain”."""
    at = frame.starts[token.i] - frame.block.start
    return any(quote.start < at < quote.end and quote.inner.istitle() for quote in frame.loose)


def _is_title_case(doc: Doc) -> bool:
    """Whether most of the block's words have capitals, as a headline's do."""
    words = [token for token in doc if token.is_alpha]
    return sum(token.text[0].isupper() for token in words) > len(words) * 0.6


_SAID_TO_BE = frozenset(
    {"say", "think", "believe", "suppose", "expect", "understand", "report", "rumour", "rumor", "require"}
)
_EXPECTED = frozenset({"suppose", "expect", "require"})


def _is_idiom(token: Token) -> bool:
    """ "is said to be" (lore; "was said to be" was said on an occasion), "that is to say",
    "needless to say", "say no to", "goes without saying"."""
    if subjects.told_of(token) and not (
        token.lemma_ not in _EXPECTED
        and any(child.dep_ == "auxpass" and child.tag_ in ("VBD", "VBN") for child in token.children)
    ):
        return token.lemma_ in _SAID_TO_BE
    before = token.doc[max(token.i - 2, 0) : token.i].text.lower()
    if token.tag_ == "VB" and token.lemma_ == "say" and before in ("is to", "needless to", "to say"):
        return True
    return token.tag_ == "VBG" and (
        before.endswith("without") or (token.lower_ == "writing" and before.endswith(" in"))
    )


def reads_off(frame: Frame, subject: subjects.Subject, words: CueWords) -> bool:
    return subject.head >= 0 and frame.doc[subject.head].lemma_.lower() in words.readings


def is_nobody(frame: Frame, subject: subjects.Subject) -> bool:
    """ "nobody asked us to …" reports that nothing was said."""
    words = [frame.doc[at].lower_ for at in subject.tokens[:2]]
    if subject.tokens and not any(
        frame.doc[at].pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") for at in subject.tokens
    ):
        return True
    return words[:1] in (["nobody"], ["none"], ["not"], ["neither"]) or words == ["no", "one"] or words[:1] == ["noone"]


_WISHING = frozenset({"ask", "request", "beg", "plead", "insist", "demand", "implore", "prefer", "wish", "want"})
_NAMED = frozenset({"name", "identity", "named", "identified"})
_WITHHOLDING = frozenset({"not", "n't", "withhold", "without", "withheld"})
_ANONYMITY = _NAMED | {"unnamed", "unidentified", "anonymity", "anonymous", "anonymously"}


def asks_for_anonymity(verb: Token) -> bool:
    """ "who asked not to be named" is about the source, nothing is reported."""
    words = {token.lower_ for child in verb.children if child.i > verb.i for token in child.subtree}
    hidden = words & _ANONYMITY
    if hidden <= _NAMED and not words & _WITHHOLDING:
        return False
    return verb.lemma_ in _WISHING and bool(hidden)


def is_written(frame: Frame, subject: subjects.Subject, words: CueWords) -> bool:
    head = frame.doc[subject.head] if subject.head >= 0 else None
    return (head is not None and bool({head.lemma_.lower(), head.lower_} & words.written)) or find_owner(
        frame, subject, words
    ) is not None


def dated_words(frame: Frame, subject: subjects.Subject, words: CueWords) -> list[int]:
    """The date that a written source bears: "the filing, dated 3 May, says", "the entry for 3 May reads"."""
    if subject.head < 0 or not is_written(frame, subject, words):
        return []
    head = frame.doc[subject.head]
    return [
        at
        for child in head.children
        if (child.dep_ in ("acl", "amod") and child.lower_ == "dated")
        or (child.dep_ == "prep" and child.lower_ == "for" and head.lower_ in _DAYBOOK)
        for at in subjects.subtree(child)
        if at > head.i
    ]


_DAYBOOK = frozenset({"entry", "log", "diary", "register", "logbook", "minutes"})


_SOMEBODY = frozenset({"he", "she", "they", "who"})
_MINDED_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def is_minded(frame: Frame, verb: Token, subject: subjects.Subject) -> bool:
    """Whether the subject is a person or body whose wish or plan the writer reports, now or then: not "if he wants
    to", "did not plan to"."""
    head = frame.doc[subject.head] if subject.head >= 0 else None
    shares = verb.dep_ == "conj" and not any(child.dep_ in subjects.SUBJECTS for child in verb.children)
    top = verb.head if shares else verb
    if head is None or verb.tag_ not in ("VBZ", "VBP", "VBD") or top.dep_ != "ROOT" or frame.inside is not None:
        return False
    if any(child.dep_ in ("neg", "mark", "aux") for child in verb.children) or subjects.is_passive(verb):
        return False
    return head.ent_type_ in _MINDED_ENTITIES or head.lower_ in _SOMEBODY


_BENCH = frozenset({"judge", "court", "tribunal", "justice", "magistrate", "bench", "panel", "jury"})


def is_bench(frame: Frame, subject: subjects.Subject) -> bool:
    """Whether who speaks is a judge or a court: "the court has held that …"."""
    head = frame.doc[subject.head] if subject.head >= 0 else None
    if head is None:
        return False
    name = {child.lower_ for child in head.children if child.dep_ == "compound"} if head.pos_ == "PROPN" else set()
    return bool({head.lemma_.lower(), head.lower_, *name} & _BENCH)


def find_owner(frame: Frame, subject: subjects.Subject, words: CueWords) -> Token | None:
    """Whose words they are, where the subject is the words themselves: "Marel’s offer, posted on X, reads: …"."""
    head = frame.doc[subject.head] if subject.head >= 0 else None
    if head is None or head.lemma_.lower() not in words.spoken:
        return None
    return next((child for child in head.children if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN")), None)


def is_imperative(frame: Frame, quotes: tuple[int, ...]) -> bool:
    first = frame.quotes[quotes[0]].inner.split()
    base = first[0].lower().strip(",!.’'") if first else ""
    return base in _IMPERATIVES


_IMPERATIVES = frozenset(
    {
        "get",
        "go",
        "stop",
        "come",
        "leave",
        "run",
        "stay",
        "keep",
        "move",
        "look",
        "wait",
        "help",
        "let",
        "do",
        "don",
        "don’t",
        "don't",
        "hold",
        "stand",
        "put",
        "give",
        "take",
        "be",
        "listen",
        "open",
        "close",
        "hurry",
        "jump",
        "drop",
    }
)
