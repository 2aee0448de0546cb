"""Which language a text is in: by its letters, and by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from firsthand.evidence import UNKNOWN

_LOOKED_AT = 6_000
"""Characters that tell the language: some 1,000 words."""

LEAST_LETTERS = 40
"""Letters under which a text tells no language."""

LEAST_SHARE = 0.12
"""Share of function words among the words of a running text: English news has 0.35 to 0.45, a list of names 0.05."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (language, re.compile(letters))
    for language, letters in (
        ("ko", "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
        ("ja", "[\u3040-\u30ff]"),
        ("zh", "[\u3400-\u4dbf\u4e00-\u9fff]"),
        ("uk", "[\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]"),
        ("ru", "[\u0400-\u04ff]"),
        ("fa", "[\u067e\u0686\u0698\u06af]"),
        ("ar", "[\u0600-\u06ff]"),
        ("he", "[\u0590-\u05ff]"),
        ("el", "[\u0370-\u03ff]"),
        ("th", "[\u0e00-\u0e7f]"),
        ("hi", "[\u0900-\u097f]"),
        ("bn", "[\u0980-\u09ff]"),
        ("ta", "[\u0b80-\u0bff]"),
        ("ka", "[\u10a0-\u10ff]"),
        ("hy", "[\u0530-\u058f]"),
    )
)
_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": (
            "the of and to in a is that for it was on with as by at from be are this his he have has"
            " said were not an will who had they its been but or after would their which she her more"
            " about when there one also than"
        ),
        "fr": (
            "le la les de des du et un une est en que qui dans pour par sur pas au aux avec ce il"
            " elle se ne plus son sa ses sont cette ont mais nous vous leur été"
        ),
        "de": (
            "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es"
            " an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
        ),
        "es": (
            "el la los las de del y que en un una es por con para se no al lo su más como pero sus le"
            " ha este sí porque esta son entre también fue había era muy"
        ),
        "pt": (
            "o a os as de do da dos das e que em um uma é por com para se não no na ao mais como mas"
            " foi ele das tem à seu sua ou ser quando muito há nos já está também são"
        ),
        "it": (
            "il lo la i gli le di del della dei e che in un una è per con non si da al alla sono ha"
            " più come ma anche nel della questo dalla stato suo"
        ),
        "nl": (
            "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij"
            " uit door naar heeft werd nog wordt tot deze"
        ),
        "sv": (
            "och i att det som en på är av för med den till inte har de ett om han men var jag sig från vi så kan när"
        ),
        "no": ("og i det som en på er av for med den til ikke har de et om han men var seg fra vi så kan når ble også"),
        "pl": ("i w na z do się nie to że jest o jak po co ale za od przez są dla był który tym oraz jego także"),
        "tr": ("ve bir bu da de için ile olarak çok daha ne olan gibi en o ama kadar sonra var olduğu ise"),
        "id": (
            "yang dan di dari untuk dengan pada ini itu dalam tidak akan ke oleh adalah juga telah sebagai para bisa"
        ),
        "vi": ("và của là có được trong cho không các một những với này đã người để về khi từ đến"),
        "ro": ("și de la în a o cu pe nu este care un din ca mai pentru că s au fost se sunt prin după"),
        "cs": ("a v se na je že o s z do i to k ve pro za by ale jako po jeho také které byl"),
        "fi": ("ja on ei että se oli hän mutta ovat kun myös joka mukaan sekä kuin olla ole"),
        "hu": ("a az és hogy nem is egy ez meg de van volt csak már mint még azt lesz"),
    }.items()
}
LANGUAGE_NAMES: dict[str, str] = {
    "ar": "Arabic",
    "bn": "Bengali",
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str) -> str:
    """The language of `text` by its two letters (ISO 639-1), or "unknown".

    >>> find_language("The minister said that it was for the court to decide, and he would not comment on it.")
    'en'
    >>> find_language("Le ministre a dit que la cour doit se prononcer et que les faits ne sont pas clairs.")
    'fr'
    >>> find_language("Ok")
    'unknown'
    """
    head = text[:_LOOKED_AT]
    words = _WORD.findall(head.lower())
    letters = sum(map(len, words))
    for language, script in _SCRIPTS:
        found = len(script.findall(head))
        if found > _share_of_script(language) * letters and letters >= LEAST_LETTERS // 2:
            return language
    if letters < LEAST_LETTERS:
        return UNKNOWN
    counted = Counter(words)
    scores = {language: sum(counted[word] for word in common) for language, common in _WORDS.items()}
    best = max(sorted(scores), key=lambda language: scores[language])
    return best if scores[best] >= LEAST_SHARE * len(words) else UNKNOWN


def _share_of_script(language: str) -> float:
    """How much of a text is in letters that are a language's own: all of Korean, few of Ukrainian and Persian."""
    return {"uk": 0.02, "fa": 0.02, "ja": 0.15}.get(language, 0.4)
