"""Checkpoints as train.c writes them too: a line of JSON, the weights, the momentum of all, and Adam's squares."""

import json

import jax.numpy as jnp
import numpy as np

from optimiser import MATRICES

#: The order of the file.
KINDS = (
    "embedding",
    "output_norm",
    "attention_norm",
    "middle_norm",
    "query",
    "key",
    "value",
    "attention_output",
    "gate",
    "up",
    "down",
)
FACTS = ("vocabulary", "width", "layers", "heads", "middle", "steps", "tokens", "seconds")


def shapes(facts):
    vocabulary, width, layers, middle = (facts[name] for name in ("vocabulary", "width", "layers", "middle"))
    square, wide, tall = (layers, width, width), (layers, middle, width), (layers, width, middle)
    gains = [(width,), (layers, width), (layers, width)]
    return dict(zip(KINDS, [(vocabulary, width), *gains, square, square, square, square, wide, wide, tall]))


def save(path, weights, state, facts):
    """Whole or not at all: a checkpoint that was cut would be worse than an old one."""
    half = path.with_suffix(".part")
    with open(half, "wb") as file:
        file.write(json.dumps({name: facts[name] for name in FACTS}, separators=(",", ":")).encode() + b"\n")
        for name in KINDS:
            file.write(np.asarray(weights[name], np.float32).tobytes())
        for name in KINDS:
            file.write(np.asarray(state[f"m/{name}"], np.float32).tobytes())
        for name in KINDS:
            if name not in MATRICES:
                file.write(np.asarray(state[f"v/{name}"], np.float32).tobytes())
    half.replace(path)


def load(path):
    with open(path, "rb") as file:
        facts = json.loads(file.readline())
        sizes = shapes(facts)

        def read(name):
            count = int(np.prod(sizes[name]))
            return jnp.asarray(np.frombuffer(file.read(4 * count), np.float32).reshape(sizes[name]))

        weights = {name: read(name) for name in KINDS}
        state = {f"m/{name}": read(name) for name in KINDS}
        state |= {f"v/{name}": read(name) for name in KINDS if name not in MATRICES}
    return weights, state, facts
