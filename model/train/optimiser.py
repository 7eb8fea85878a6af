"""Muon for matrices (orthogonalised momentum; K. Jordan 2024) and Adam for embeddings and gains."""

import jax
import jax.numpy as jnp

MATRICES = ("query", "key", "value", "attention_output", "gate", "up", "down")
MOMENTUM = 0.95
DECAY = 0.05
#: Of the matrices' rate.
OTHERS_RATE = 0.15


def initial_state(weights):
    state = {f"m/{name}": jnp.zeros_like(value) for name, value in weights.items()}
    others = {name: value for name, value in weights.items() if name not in MATRICES}
    return state | {f"v/{name}": jnp.zeros_like(value) for name, value in others.items()}


def orthogonal(matrix):
    """Five Newton-Schulz steps bring all singular values of each matrix near 1."""
    tall = matrix.shape[-2] > matrix.shape[-1]
    x = jnp.swapaxes(matrix, -1, -2) if tall else matrix
    x = x / (jnp.sqrt(jnp.sum(x * x, (-1, -2), keepdims=True)) + 1e-7)
    for _ in range(5):
        square = x @ jnp.swapaxes(x, -1, -2)
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return jnp.swapaxes(x, -1, -2) if tall else x


#: Where the units of the middle lie: rows of gate and up, columns of down.
UNITS = {"gate": -2, "up": -2, "down": -1}


def even_out(change, units):
    """Units share the step evenly: left as it comes, what has little to do withers. See train.c."""
    norms = jnp.sqrt(jnp.sum(change * change, -3 - units, keepdims=True))
    wanted = jnp.sqrt(jnp.mean(norms * norms, units, keepdims=True))
    return change * wanted / (norms + 1e-7)


@jax.jit
def optimiser_step(weights, state, gradients, rate, step):
    norm = jnp.sqrt(sum(jnp.sum(value * value) for value in gradients.values()))
    factor = jnp.minimum(1.0, 1.0 / (norm + 1e-9))
    new_weights, new_state = {}, {}
    for name, weight in weights.items():
        gradient = gradients[name]
        if name in MATRICES:
            momentum = MOMENTUM * state[f"m/{name}"] + gradient
            change = orthogonal(gradient + MOMENTUM * momentum)
            if name in UNITS:
                change = even_out(change, UNITS[name])
            size = jnp.sqrt(jnp.maximum(1.0, weight.shape[-2] / weight.shape[-1]))
            new_weights[name] = weight * (1 - rate * DECAY) - rate * size * change
            new_state[f"m/{name}"] = momentum
        else:
            gradient = gradient * factor
            mean = 0.9 * state[f"m/{name}"] + 0.1 * gradient
            square = 0.95 * state[f"v/{name}"] + 0.05 * gradient * gradient
            change = (mean / (1 - 0.9**step)) / (jnp.sqrt(square / (1 - 0.95**step)) + 1e-10)
            new_weights[name] = weight - rate * OTHERS_RATE * change
            new_state[f"m/{name}"], new_state[f"v/{name}"] = mean, square
    return new_weights, new_state
