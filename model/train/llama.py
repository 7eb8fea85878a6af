"""The model: llama's architecture as llama.cpp runs it, with tied embeddings, as pure functions of its weights."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

ROPE_BASE = 10_000.0
EPSILON = 1e-5


def precision_for(platform):
    """Sixteen bits pay on a GPU alone; a CPU would convert more than it saves."""
    return jnp.float32 if platform == "cpu" else jnp.bfloat16


def initial_weights(facts, seed):
    """One array for all layers of a kind: the compiler then sees one layer, and steps of the optimiser are few."""
    random = np.random.default_rng(seed)
    layers, width, middle = facts["layers"], facts["width"], facts["middle"]

    def matrix(rows, columns, factor=1.0):
        return random.normal(0, factor / np.sqrt(columns), (layers, rows, columns)).astype(np.float32)

    weights = {
        "embedding": random.normal(0, 0.02, (facts["vocabulary"], width)).astype(np.float32),
        "output_norm": np.ones(width, np.float32),
        "attention_norm": np.ones((layers, width), np.float32),
        "middle_norm": np.ones((layers, width), np.float32),
        "query": matrix(width, width),
        "key": matrix(width, width),
        "value": matrix(width, width),
        "attention_output": matrix(width, width, 0.5),
        "gate": matrix(middle, width),
        "up": matrix(middle, width),
        "down": matrix(width, middle, 0.5),
    }
    return {name: jnp.asarray(value) for name, value in weights.items()}


def normed(x, gain):
    x32 = x.astype(jnp.float32)
    return (x32 * jax.lax.rsqrt(jnp.mean(x32 * x32, -1, keepdims=True) + EPSILON) * gain).astype(x.dtype)


def turned(x, cosine, sine):
    """Rotary positions of neighbouring numbers, which is what llama.cpp does for this architecture."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return jnp.stack([even * cosine - odd * sine, even * sine + odd * cosine], -1).reshape(x.shape)


def attention(x, layer, heads, angles, mask):
    rows, length, width = x.shape
    split = lambda name: (x @ layer[name].astype(x.dtype).T).reshape(rows, length, heads, width // heads)
    cosine, sine = (table[:, :, None, :].astype(x.dtype) for table in angles)
    query, key = turned(split("query"), cosine, sine), turned(split("key"), cosine, sine)
    scores = jnp.einsum("bqhd,bkhd->bhqk", query, key).astype(jnp.float32) / np.sqrt(width // heads)
    shares = jax.nn.softmax(jnp.where(mask, scores, -1e9), -1).astype(x.dtype)
    seen = jnp.einsum("bhqk,bkhd->bqhd", shares, split("value")).reshape(rows, length, width)
    return seen @ layer["attention_output"].astype(x.dtype).T


def hidden(weights, tokens, documents, positions, heads, precision):
    width = weights["embedding"].shape[1]
    frequencies = ROPE_BASE ** (-np.arange(0, width // heads, 2) / (width // heads))
    turns = positions[..., None] * frequencies.astype(np.float32)
    angles = (jnp.cos(turns), jnp.sin(turns))
    length = tokens.shape[1]
    mask = (documents[:, None, :, None] == documents[:, None, None, :]) & np.tril(np.ones((length, length), bool))
    layers = {name: value for name, value in weights.items() if name not in ("embedding", "output_norm")}

    def step(x, layer):
        x = x + attention(normed(x, layer["attention_norm"]), layer, heads, angles, mask)
        inner = normed(x, layer["middle_norm"])
        gate = jax.nn.silu(inner @ layer["gate"].astype(x.dtype).T)
        return x + (gate * (inner @ layer["up"].astype(x.dtype).T)) @ layer["down"].astype(x.dtype).T, None

    # On a GPU memory is short and arithmetic is not: layers are computed once more on the way back.
    step = step if precision == jnp.float32 else jax.checkpoint(step)
    x, _ = jax.lax.scan(step, weights["embedding"][tokens].astype(precision), layers)
    return normed(x, weights["output_norm"])


@partial(jax.jit, static_argnames=("heads", "precision"))
def compute(weights, tokens, documents, positions, places, targets, heads, precision):
    """Mean loss over the places that are to be learned; `places` are indices into the flattened batch."""

    def loss(weights):
        x = hidden(weights, tokens, documents, positions, heads, precision).reshape(-1, weights["embedding"].shape[1])
        logits = (x[places] @ weights["embedding"].astype(precision).T).astype(jnp.float32)
        known = targets >= 0
        right = jnp.take_along_axis(logits, jnp.maximum(targets, 0)[:, None], 1)[:, 0]
        return jnp.sum(jnp.where(known, jax.nn.logsumexp(logits, -1) - right, 0)) / jnp.maximum(known.sum(), 1)

    return jax.value_and_grad(loss)(weights)


def loss_and_gradients(weights, batch, heads, precision):
    return compute(
        weights, batch.tokens, batch.documents, batch.positions, batch.places, batch.targets, heads=heads, precision=precision
    )
