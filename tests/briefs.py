"""A small invented case, made by hand from the records: a weir that gave way. For the tests of the brief's room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from firsthand.article.records import (
    Article,
    Block,
    BlockKind,
    Dropped,
    Link,
    Metadatum,
    Published,
    Report,
    ReportKind,
    SourceMap,
)
from firsthand.brief.assemble import Colophon, Findings, assemble_brief
from firsthand.brief.compose import compose_brief
from firsthand.brief.records import Brief, StageVersion
from firsthand.capture.records import Blob, Capture, Media
from firsthand.evidence import Evidence, Problem, Reason, Span, make_id, make_problem
from firsthand.ledger.records import (
    Agreement,
    AgreementKind,
    Claim,
    ClaimMember,
    Correction,
    Difference,
    Disagreement,
    DisagreementKind,
    Entity,
    FigureSeries,
    Ledger,
    OpenQuestion,
    Origin,
    SeriesRelation,
    Stance,
    Wording,
    WordingKind,
)
from firsthand.reading.records import (
    Act,
    Amount,
    Basis,
    EntityKind,
    Event,
    Figure,
    FigureKind,
    Hop,
    HopKind,
    Instrument,
    Mention,
    MentionHow,
    Mode,
    Naming,
    Narration,
    Occasion,
    Polarity,
    Reading,
    Referent,
    Relay,
    Setting,
    Statement,
    TimeKind,
    TimeMention,
)
from firsthand.story.records import Dependence, DependenceKind, Story
from firsthand.when import UNKNOWN_WHEN, When, day, days

WHY = (Reason(rule="test.made_by_hand", note="invented for the tests"),)
H, P, C, T = BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.CREDIT, BlockKind.TURN

POST = (
    (H, "Weir at Sedge Lock gives way, two swept downstream", ""),
    (
        P,
        "The weir at Sedge Lock gave way on Sunday night and swept two lock keepers downstream, "
        "the Fen Rivers Board said on Monday.",
        "",
    ),
    (
        P,
        "“We had asked for new gates three times,” Tamsin Orle, who runs the lock, said in an interview with the "
        "Alder Post. “If they had come, nobody would have been in the water.”",
        "",
    ),
    (P, "Around 40 homes were flooded, according to the board.", ""),
    (P, "The Waterways Act requires every weir to be inspected each autumn.", ""),
)
RADIO = (
    (T, "Anchor: A lock keeper says her requests for new gates were turned down.", "Anchor"),
    (
        T,
        "Report: Tamsin Orle said she never thought the gates would hold. The chair of the Fen Rivers Board, "
        "Aldo Brandt, told Norvil Radio on Tuesday that no request had reached his desk.",
        "Report",
    ),
    (T, "Report: Brandt denied that the board had known of a crack.", "Report"),
)
UNSIGNED = (
    (H, "Board ignored lock keeper's warnings", ""),
    (
        P,
        "Tamsin Orle told the Alder Post that she never believed the gates would hold, as she had been told that the "
        "money was spent.",
        "",
    ),
    (P, "Around 60 homes were flooded, an official at the county said.", ""),
    (P, "It remains unclear whether the board knew of the crack.", ""),
    (C, "Quillwire", ""),
)


def make_article(name: str, blocks: tuple[tuple[BlockKind, str, str], ...]) -> Article:
    """An article whose capture is its own text with one advertisement line in front."""
    made: list[Block] = []
    at = 0
    for number, (kind, text, speaker) in enumerate(blocks):
        made.append(Block(number=number, kind=kind, start=at, end=at + len(text), speaker=speaker))
        at += len(text) + 1
    text = "\n".join(text for _, text, _ in blocks)
    report = make_id("rp", name)
    capture = make_capture(name, text)
    return Article(
        id=make_id("art", name),
        report=report,
        capture=capture.id,
        text=text,
        blocks=tuple(made),
        source_map=SourceMap(links=(Link(start=0, end=len(text), capture_start=14, capture_end=14 + len(text)),)),
        dropped=(Dropped(evidence=capture.evidence(Span(start=0, end=13)), why="advertisement"),),
    )


def make_capture(name: str, text: str) -> Capture:
    return Capture(
        id=make_id("cap", name),
        report=make_id("rp", name),
        blob=Blob(sha256="0" * 64, size=len(text)),
        name=name,
        media=Media.PLAIN,
        encoding="utf-8",
        text=f"ADVERTISEMENT\n{text}",
        url="",
        captured_at="unknown",
    )


def at(article: Article, quote: str, occurrence: int = 1) -> Evidence:
    """The evidence of the `occurrence`th place where `quote` stands."""
    start = -1
    for _ in range(occurrence):
        start = article.text.index(quote, start + 1)
    return article.evidence(Span(start=start, end=start + len(quote)))


def known(value: str, basis: str) -> Metadatum:
    return Metadatum(value=value, basis=(basis,), because=WHY)


def make_report(
    name: str, *, outlet: Metadatum, when: When, basis: tuple[str, ...], headline: Metadatum, agency: Metadatum
) -> Report:
    return Report(
        id=make_id("rp", name),
        name=name,
        kind=ReportKind.TRANSCRIPT if "radio" in name else ReportKind.ARTICLE,
        url="https://alderpost.example/sedge-lock" if "post" in name else "",
        sha256="0" * 64,
        captured_at="unknown",
        headline=headline,
        outlet=outlet,
        agency=agency,
        bylines=(known("Ida Quist", "byline"),) if "post" in name else (),
        dateline_place=Metadatum(),
        photo_credits=(),
        language=known("en", "detected"),
        published=Published(when=when, basis=basis, because=WHY),
    )


def make_mention(evidence: Evidence, kind: EntityKind, how: MentionHow, referent: str) -> Mention:
    return Mention(
        id=make_id("mn", evidence.of, evidence.start), evidence=evidence, kind=kind, how=how, referent=referent
    )


def make_referent(article: Article, name: str, kind: EntityKind, *, named: bool = True, of: str = "") -> Referent:
    return Referent(
        id=make_id("rf", article.id, name),
        report=article.report,
        kind=kind,
        name=name,
        named=named,
        of=of,
        because=WHY,
    )


def time_mention(article: Article, words: str, when: When) -> TimeMention:
    evidence = at(article, words)
    return TimeMention(
        id=make_id("tm", article.id, evidence.start), evidence=evidence, kind=TimeKind.DATE, when=when, because=WHY
    )


def make_statement(article: Article, by: str, verb: str, content: tuple[str, ...], **more: object) -> Statement:
    spans = tuple(at(article, piece) for piece in content)
    defaults: dict[str, object] = {
        "source": (at(article, by),) if by else (),
        "cue": (at(article, verb),) if verb else (),
        "mode": Mode.DIRECT if content[0].startswith("“") else Mode.INDIRECT,
        "naming": Naming.NAMED,
        "because": (Reason(rule="statements.subject_said", words=(spans[0],)),),
    }
    return Statement(
        id=make_id("st", article.id, spans[0].start),
        report=article.report,
        content=spans,
        **{**defaults, **more},  # type: ignore[arg-type]
    )


def hop(kind: HopKind, name: str, basis: Basis = Basis.PRINTED) -> Hop:
    return Hop(kind=kind, name=name, basis=basis)


PAGE = hop(HopKind.PAGE, "page")
INTERVIEW = Occasion(setting=Setting.INTERVIEW, with_whom="Alder Post")
SUNDAY, MONDAY, TUESDAY = day(date(2031, 3, 2)), day(date(2031, 3, 3)), day(date(2031, 3, 4))


def make_post() -> Reading:
    art = make_article("01_alder-post.html", POST)
    orle = make_referent(art, "Tamsin Orle", EntityKind.PERSON)
    board = make_referent(art, "Fen Rivers Board", EntityKind.ORGANISATION)
    sunday, monday = time_mention(art, "Sunday night", SUNDAY), time_mention(art, "Monday", MONDAY)
    gave_way = make_statement(
        art,
        "the Fen Rivers Board",
        "said",
        ("The weir at Sedge Lock gave way on Sunday night and swept two lock keepers downstream",),
        speakers=(board.id,),
        time=monday.id,
        said_at=MONDAY,
        chain=(hop(HopKind.SPEAKER, "Fen Rivers Board"), PAGE),
    )
    asked = make_statement(
        art,
        "Tamsin Orle, who runs the lock",
        "said in",
        ("“We had asked for new gates three times,”", "“If they had come, nobody would have been in the water.”"),
        cue=(at(art, "said", 2),),
        speakers=(orle.id,),
        occasion=INTERVIEW,
        chain=(hop(HopKind.SPEAKER, "Tamsin Orle"), hop(HopKind.HEARD, "Alder Post"), PAGE),
    )
    homes = make_statement(
        art,
        "the board",
        "according to",
        ("Around 40 homes were flooded",),
        speakers=(board.id,),
        chain=(hop(HopKind.SPEAKER, "Fen Rivers Board"), PAGE),
    )
    figure = Figure(
        id=make_id("fg", art.id, 40),
        report=art.report,
        evidence=at(art, "Around 40 homes"),
        amount=Amount(low=Decimal(40), high=Decimal(40)),
        kind=FigureKind.COUNT,
        hedge="Around",
        counted=(at(art, "homes"),),
        giver=board.id,
        giver_naming=Naming.NAMED,
        statement=homes.id,
        as_of=MONDAY,
        because=WHY,
    )
    law = Instrument(
        id=make_id("in", art.id),
        report=art.report,
        evidence=at(art, "The Waterways Act"),
        name="Waterways Act",
        requires=(at(art, "every weir to be inspected each autumn"),),
        because=WHY,
    )
    event = Event(
        id=make_id("ev", art.id),
        report=art.report,
        evidence=at(art, "The weir at Sedge Lock gave way on Sunday night"),
        time=sunday.id,
        when=SUNDAY,
        statement=gave_way.id,
        because=WHY,
    )
    return Reading(
        report=make_report(
            "01_alder-post.html",
            outlet=known("The Alder Post", "json-ld"),
            when=MONDAY,
            basis=("json-ld", "meta tag"),
            headline=known(POST[0][1], "headline"),
            agency=Metadatum(),
        ),
        article=art,
        mentions=(
            make_mention(at(art, "Fen Rivers Board"), EntityKind.ORGANISATION, MentionHow.NAME, board.id),
            make_mention(at(art, "Tamsin Orle"), EntityKind.PERSON, MentionHow.NAME, orle.id),
        ),
        referents=(orle, board),
        times=(sunday, monday),
        statements=(gave_way, asked, homes),
        narrations=(
            Narration(
                id=make_id("na", art.id),
                report=art.report,
                evidence=at(art, POST[4][1]),
                because=WHY,
            ),
        ),
        figures=(figure,),
        instruments=(law,),
        events=(event,),
    )


def make_radio() -> Reading:
    art = make_article("02_norvil-radio.txt", RADIO)
    orle = make_referent(art, "Tamsin Orle", EntityKind.PERSON)
    brandt = make_referent(art, "Aldo Brandt", EntityKind.PERSON)
    tuesday = time_mention(art, "Tuesday", TUESDAY)
    said = make_statement(
        art,
        "Tamsin Orle",
        "said",
        ("she never thought the gates would hold",),
        speakers=(orle.id,),
        polarity=Polarity.NEGATIVE,
        chain=(hop(HopKind.SPEAKER, "Tamsin Orle"), hop(HopKind.HEARD, "Alder Post", Basis.INFERRED), PAGE),
    )
    reached = make_statement(
        art,
        "The chair of the Fen Rivers Board, Aldo Brandt",
        "told",
        ("no request had reached his desk",),
        speakers=(brandt.id,),
        time=tuesday.id,
        said_at=TUESDAY,
        polarity=Polarity.NEGATIVE,
        occasion=Occasion(setting=Setting.INTERVIEW, with_whom="Norvil Radio"),
        chain=(hop(HopKind.SPEAKER, "Aldo Brandt"), hop(HopKind.HEARD, "Norvil Radio"), PAGE),
    )
    denied = make_statement(
        art,
        "Brandt",
        "denied",
        ("the board had known of a crack",),
        source=(at(art, "Brandt", 2),),
        act=Act.DENY,
        speakers=(brandt.id,),
        chain=(hop(HopKind.SPEAKER, "Aldo Brandt"), PAGE),
    )
    return Reading(
        report=make_report(
            "02_norvil-radio.txt",
            outlet=known("Norvil Radio", "closing signature"),
            when=TUESDAY,
            basis=("date line",),
            headline=Metadatum(),
            agency=Metadatum(),
        ),
        article=art,
        mentions=(
            make_mention(at(art, "Tamsin Orle"), EntityKind.PERSON, MentionHow.NAME, orle.id),
            make_mention(at(art, "Aldo Brandt"), EntityKind.PERSON, MentionHow.NAME, brandt.id),
            make_mention(at(art, "his desk"), EntityKind.PERSON, MentionHow.PRONOUN, brandt.id),
        ),
        referents=(orle, brandt),
        times=(tuesday,),
        statements=(said, reached, denied),
    )


def make_unsigned() -> Reading:
    art = make_article("03_unsigned.txt", UNSIGNED)
    orle = make_referent(art, "Tamsin Orle", EntityKind.PERSON)
    official = make_referent(art, "an official at the county", EntityKind.PERSON, named=False)
    told = make_statement(
        art,
        "Tamsin Orle",
        "told",
        ("she never believed the gates would hold, as she had been told that the money was spent",),
        speakers=(orle.id,),
        polarity=Polarity.NEGATIVE,
        occasion=INTERVIEW,
        chain=(
            hop(HopKind.SPEAKER, "Tamsin Orle"),
            hop(HopKind.HEARD, "Alder Post"),
            hop(HopKind.CREDITED, "Quillwire"),
            PAGE,
        ),
    )
    homes = make_statement(
        art,
        "an official at the county",
        "said",
        ("Around 60 homes were flooded",),
        speakers=(official.id,),
        naming=Naming.UNNAMED,
        chain=(hop(HopKind.SPEAKER, "an official at the county"), hop(HopKind.CREDITED, "Quillwire"), PAGE),
    )
    figure = Figure(
        id=make_id("fg", art.id, 60),
        report=art.report,
        evidence=at(art, "Around 60 homes"),
        amount=Amount(low=Decimal(60), high=Decimal(60)),
        kind=FigureKind.COUNT,
        hedge="Around",
        counted=(at(art, "homes"),),
        giver=official.id,
        giver_naming=Naming.UNNAMED,
        statement=homes.id,
        because=WHY,
    )
    return Reading(
        report=make_report(
            "03_unsigned.txt",
            outlet=Metadatum(),
            when=days(date(2031, 3, 4), date(2031, 3, 6)),
            basis=("bound: page clock", "sister report"),
            headline=known(UNSIGNED[0][1], "headline"),
            agency=known("Quillwire", "closing credit"),
        ),
        article=art,
        mentions=(make_mention(at(art, "Tamsin Orle"), EntityKind.PERSON, MentionHow.NAME, orle.id),),
        referents=(orle, official),
        statements=(told, homes),
        figures=(figure,),
        relays=(
            Relay(report=art.report, name="Alder Post", kind=HopKind.HEARD, evidence=at(art, "told the Alder Post")),
        ),
    )


def make_readings() -> tuple[Reading, ...]:
    return make_post(), make_radio(), make_unsigned()


def make_stories(readings: tuple[Reading, ...]) -> tuple[Story, ...]:
    ids = tuple(reading.report.id for reading in readings)
    return (Story(id=make_id("sy", *ids), reports=ids, about=("Sedge Lock", "Tamsin Orle"), because=WHY),)


def make_dependences(readings: tuple[Reading, ...]) -> tuple[Dependence, ...]:
    post, radio, unsigned = readings
    return (
        Dependence(
            id=make_id("dp", 1),
            report=unsigned.report.id,
            other=post.report.id,
            name="Alder Post",
            kind=DependenceKind.RELAY,
            directed=True,
            evidence=(at(unsigned.article, "told the Alder Post"),),
            because=WHY,
        ),
        Dependence(
            id=make_id("dp", 2),
            report=unsigned.report.id,
            other="",
            name="Quillwire",
            kind=DependenceKind.CREDIT,
            directed=True,
            evidence=(at(unsigned.article, "Quillwire"),),
            because=WHY,
        ),
        Dependence(
            id=make_id("dp", 3),
            report=radio.report.id,
            other=post.report.id,
            name="The Alder Post",
            kind=DependenceKind.SAME_OCCASION,
            directed=False,
            because=WHY,
        ),
    )


def _claim(members: tuple[tuple[Statement, str], ...], *, least: int, most: int, outlets: tuple[str, ...]) -> Claim:
    return Claim(
        id=make_id("cl", members[0][0].id),
        passage=members[0][0].content[0],
        members=tuple(
            ClaimMember(
                finding=st.id,
                report=st.report,
                stance=Stance.DENIES if st.act is Act.DENY else Stance.ASSERTS,
                origin=origin,
            )
            for st, origin in members
        ),
        reports=tuple(dict.fromkeys(st.report for st, _ in members)),
        outlets=outlets,
        origins=tuple(dict.fromkeys(origin for _, origin in members)),
        origins_at_least=least,
        origins_at_most=most,
        first_speakers=1,
        because=WHY,
    )


def _origin(what: str, statements: tuple[Statement, ...], *, setting: Setting, on: When, known: bool = True) -> Origin:
    return Origin(
        id=make_id("or", what),
        setting=setting,
        what=what,
        known=known,
        speakers=(),
        heard_by="Alder Post" if "Orle" in what else "",
        on=on,
        statements=tuple(st.id for st in statements),
        reports=tuple(dict.fromkeys(st.report for st in statements)),
        because=WHY,
    )


def make_ledger(readings: tuple[Reading, ...]) -> Ledger:
    post, radio, unsigned = readings
    gave_way, asked, homes40 = post.statements
    thought, reached, denied = radio.statements
    believed, homes60 = unsigned.statements
    interview = _origin(
        "interview of Tamsin Orle with the Alder Post",
        (asked, thought, believed),
        setting=Setting.INTERVIEW,
        on=UNKNOWN_WHEN,
    )
    board = _origin("the Fen Rivers Board on 3 March 2031", (gave_way, homes40), setting=Setting.UNKNOWN, on=MONDAY)
    brandt = _origin(
        "interview of Aldo Brandt with Norvil Radio", (reached, denied), setting=Setting.INTERVIEW, on=TUESDAY
    )
    county = _origin("an official at the county", (homes60,), setting=Setting.UNKNOWN, on=UNKNOWN_WHEN, known=False)
    orle = Entity(
        id=make_id("en", "Tamsin Orle"),
        kind=EntityKind.PERSON,
        name="Tamsin Orle",
        named=True,
        names=("Tamsin Orle", "Orle"),
        roles=("lock keeper",),
        country="unknown",
        of="",
        referents=tuple(rf.id for reading in readings for rf in reading.referents if rf.name == "Tamsin Orle"),
        reports=tuple(reading.report.id for reading in readings),
        because=WHY,
    )
    others = tuple(
        Entity(
            id=make_id("en", rf.id),
            kind=rf.kind,
            name=rf.name,
            named=rf.named,
            names=(rf.name,),
            roles=("chair",) if rf.name == "Aldo Brandt" else (),
            country="unknown",
            of="",
            referents=(rf.id,),
            reports=(rf.report,),
            because=WHY,
        )
        for reading in readings
        for rf in reading.referents
        if rf.name != "Tamsin Orle"
    )
    return Ledger(
        entities=(orle, *others),
        origins=(interview, board, brandt, county),
        claims=(
            _claim(((believed, interview.id), (thought, interview.id)), least=1, most=1, outlets=("Norvil Radio",)),
            _claim(((asked, interview.id),), least=1, most=1, outlets=("The Alder Post",)),
            _claim(((gave_way, board.id),), least=1, most=1, outlets=("The Alder Post",)),
            _claim(((reached, brandt.id),), least=1, most=1, outlets=("Norvil Radio",)),
            _claim(((denied, brandt.id),), least=1, most=1, outlets=("Norvil Radio",)),
            _claim(((homes40, board.id), (homes60, county.id)), least=1, most=2, outlets=("The Alder Post",)),
        ),
        wordings=(
            Wording(
                id=make_id("wd", 1),
                kind=WordingKind.UTTERANCE,
                members=(thought.id, believed.id),
                speaker=orle.id,
                setting=Setting.INTERVIEW,
                said_at=UNKNOWN_WHEN,
                passages=(thought.content[0], believed.content[0]),
                differences=(Difference(left="thought", right="believed"),),
                because=WHY,
            ),
        ),
        series=(
            FigureSeries(
                id=make_id("fs", 1),
                counts="homes flooded",
                figures=(post.figures[0].id, unsigned.figures[0].id),
                relation=SeriesRelation.DIFFER,
                because=WHY,
            ),
        ),
        agreements=(
            Agreement(
                id=make_id("ag", 1),
                kind=AgreementKind.DATE,
                value="2031-03-02",
                about="the weir gave way",
                members=(post.events[0].id,),
                passages=(post.events[0].evidence,),
                because=WHY,
            ),
        ),
        disagreements=(
            Disagreement(
                id=make_id("dg", 1),
                kind=DisagreementKind.HEADLINE_STRONGER,
                about="warnings",
                members=(believed.id,),
                passages=(at(unsigned.article, UNSIGNED[0][1]), believed.content[0]),
                values=("ignored", "never believed"),
                because=WHY,
            ),
            Disagreement(
                id=make_id("dg", 2),
                kind=DisagreementKind.FIGURE,
                about="homes flooded",
                members=(post.figures[0].id, unsigned.figures[0].id),
                passages=(post.figures[0].evidence, unsigned.figures[0].evidence),
                values=("40", "60"),
                reconciliation="later count",
                because=WHY,
            ),
        ),
        open_questions=(
            OpenQuestion(
                id=make_id("oq", 1),
                report=unsigned.report.id,
                passage=at(unsigned.article, "It remains unclear whether the board knew of the crack"),
                finding="",
                because=WHY,
            ),
        ),
        corrections=(
            Correction(
                id=make_id("cr", 1),
                report=post.report.id,
                passage=at(post.article, "Around 40 homes"),
                was="30",
                now="40",
                because=WHY,
            ),
        ),
    )


def make_problems() -> tuple[Problem, ...]:
    return (
        make_problem(
            "capture.empty", "the file is empty", name="04_empty.html", next_step="save the page again and add it"
        ),
    )


def make_brief() -> Brief:
    """The whole invented case as a brief."""
    readings = make_readings()
    stories, dependences, ledger = make_stories(readings), make_dependences(readings), make_ledger(readings)
    return assemble_brief(
        Findings(
            readings=readings,
            stories=stories,
            dependences=dependences,
            ledger=ledger,
            problems=make_problems(),
        ),
        compose_brief(readings, stories, dependences, ledger),
        Colophon(
            program="firsthand 0",
            stages=(StageVersion(name="article", version=1),),
            as_of="2031-03-06",
            as_of_basis="latest bound of a report",
            not_held=("positions over time",),
        ),
    )


BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"


def make_hostile_brief() -> Brief:
    """The case again, with a page that writes live code wherever a page can write."""
    readings = list(make_readings())
    last = readings[-1]
    hostile = (
        (H, f"Headline {BAD}", ""),
        (P, f"“I will {BAD} leave the lock for good,” Tamsin Orle said. [x](javascript:alert(3))", ""),
        (P, "</mark></script><svg onload=alert(4)> javascript:alert(5)", ""),
        (C, f"Quillwire {BAD}", ""),
    )
    art = make_article("03_<script>alert(6)<script>.txt", hostile)
    orle = make_referent(art, "Tamsin Orle", EntityKind.PERSON)
    said = make_statement(
        art,
        "Tamsin Orle",
        "said",
        (f"“I will {BAD} leave the lock for good,”",),
        speakers=(orle.id,),
        chain=(hop(HopKind.SPEAKER, f"Orle {BAD}"), PAGE),
    )
    report = make_report(
        "03_<script>alert(6)<script>.txt",
        outlet=known(f"Outlet {BAD}", "json-ld"),
        when=TUESDAY,
        basis=(f"basis {BAD}",),
        headline=known(hostile[0][1], "headline"),
        agency=known(f"Agency {BAD}", "closing credit"),
    )
    report = replace(report, url="javascript:alert(7)", bylines=(known(f"By {BAD}", "byline"),))
    readings[-1] = Reading(
        report=report,
        article=art,
        mentions=(make_mention(at(art, "Tamsin Orle"), EntityKind.PERSON, MentionHow.NAME, orle.id),),
        referents=(orle,),
        statements=(said,),
    )
    assert last.report.id != report.id
    stories = make_stories(tuple(readings))
    ledger = Ledger(
        entities=(
            Entity(
                id=make_id("en", "orle"),
                kind=EntityKind.PERSON,
                name="Tamsin Orle",
                named=True,
                names=("Tamsin Orle", BAD),
                roles=(BAD,),
                country="unknown",
                of="",
                referents=tuple(rf.id for reading in readings for rf in reading.referents if "Orle" in rf.name),
                reports=tuple(reading.report.id for reading in readings),
                because=WHY,
            ),
        ),
        origins=(_origin(f"interview {BAD}", (said,), setting=Setting.INTERVIEW, on=UNKNOWN_WHEN),),
    )
    findings = Findings(
        readings=tuple(readings),
        stories=stories,
        dependences=(),
        ledger=ledger,
        problems=(make_problem("capture.odd", f"odd {BAD}", name=BAD),),
    )
    composed = compose_brief(tuple(readings), stories, (), ledger)
    return assemble_brief(
        findings,
        replace(composed, title=f"Title {BAD}"),
        Colophon(program="firsthand 0", stages=(), as_of=BAD, as_of_basis=BAD, not_held=(BAD,)),
    )
