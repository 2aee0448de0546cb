"""The short form of the fuzzing: mutated samples into each reader, from a fixed seed. The long form is `make fuzz`."""

from __future__ import annotations

import random
import time

import pytest

import fuzz_readers

READERS = (*fuzz_readers.NAMES, *fuzz_readers.OTHERS)
INPUTS = 60


@pytest.mark.parametrize("reader", READERS)
def test_mutated_samples_give_captures_and_problems_and_nothing_else(reader: str) -> None:
    fuzz_readers.load()
    run = fuzz_readers.run_of(reader)
    seeds = [path.read_bytes() for path in sorted((fuzz_readers.CORPUS / reader).iterdir())]
    chance = random.Random(reader)
    started = time.process_time()
    for _ in range(INPUTS):
        run(fuzz_readers.mutate(chance.choice(seeds), chance, seeds))
    assert time.process_time() - started < 30


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_has_a_corpus(reader: str) -> None:
    assert list((fuzz_readers.CORPUS / reader).iterdir())


@pytest.mark.parametrize("reader", fuzz_readers.NAMES)
def test_any_file_may_have_any_name(reader: str) -> None:
    fuzz_readers.load()
    for other in READERS:
        for path in sorted((fuzz_readers.CORPUS / other).iterdir()):
            fuzz_readers.run_of(reader)(path.read_bytes())
