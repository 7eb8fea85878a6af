"""Trains the demo model from packed shards on a GPU (or on CPU cores, where train.c is three times as fast).

    node model/train.ts gpu minutes=60        which calls
    python model/train/train.py --work model/work --minutes 60

It goes on from the newest checkpoint of the folder, saves every five minutes and at the end, and is stopped
without loss of more than that by Ctrl-C or SIGTERM. One line of progress every few seconds. Shards that appear
in the folder while it runs are read from then on, the newest first.
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

import jax
import numpy as np

from checkpoint import load, save
from llama import initial_weights, loss_and_gradients, precision_for
from optimiser import initial_state, optimiser_step
from shards import Shards


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder with data/, tokenizer.json; checkpoints go there")
    parser.add_argument("--minutes", type=float, required=True, help="wall time of this run")
    parser.add_argument("--decay", type=float, default=0.0, help="share of this run in which the rate falls to zero")
    parser.add_argument("--rate", type=float, default=0.02, help="learning rate of matrices; the others' is a sixth of it")
    parser.add_argument("--batch", type=int, default=32_768, help="tokens of one step, about")
    parser.add_argument("--width", type=int, default=288)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--heads", type=int, default=9)
    parser.add_argument("--middle", type=int, default=768)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="begin anew although there is a checkpoint")
    return parser.parse_args()


def rate_factor(step, share, decay):
    """Rises over the first 40 steps of a model, stays, and falls in a line at the end of a run that decays."""
    warm = min(1.0, (step + 1) / 40)
    return warm if share < 1 - decay else warm * max(0.02, (1 - share) / decay)


def main():
    options = arguments()
    tokens = json.loads((options.work / "tokenizer.json").read_text())["tokens"]
    checkpoint = options.work / "checkpoint.bin"
    if checkpoint.exists() and not options.fresh:
        weights, state, facts = load(checkpoint)
    else:
        size = {name: getattr(options, name) for name in ("width", "layers", "heads", "middle")}
        facts = {"vocabulary": len(tokens), **size, "steps": 0, "tokens": 0, "seconds": 0.0}
        weights = initial_weights(facts, options.seed)
        state = initial_state(weights)
    if facts["vocabulary"] != len(tokens):
        sys.exit("The checkpoint belongs to another tokenizer: train anew with --fresh.")
    parameters = sum(value.size for value in weights.values())
    device = jax.devices()[0]
    print(f"{parameters / 1e6:.2f} M parameters on {device.platform}, from step {facts['steps']}", flush=True)

    heads, precision = facts["heads"], precision_for(device.platform)
    shards = Shards(options.work / "data", options.batch, options.seed + facts["steps"])
    stopping = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.append(1))
    start = told = saved = time.monotonic()
    counted, losses, before = 0, [], facts["seconds"]
    while not stopping:
        share = (time.monotonic() - start) / (options.minutes * 60)
        if share >= 1:
            break
        batch = shards.next_batch()
        loss, gradients = loss_and_gradients(weights, batch, heads, precision)
        rate = options.rate * rate_factor(facts["steps"], share, options.decay)
        weights, state = optimiser_step(weights, state, gradients, rate, facts["steps"] + 1)
        losses.append(float(loss))
        facts["steps"] += 1
        facts["tokens"] += batch.count
        counted += batch.count
        now = time.monotonic()
        facts["seconds"] = before + now - start
        if now - told >= 10:
            left = max(0.0, options.minutes * 60 - (now - start))
            print(
                f"step {facts['steps']}  loss {np.mean(losses):.4f}  {counted / (now - told):,.0f} tokens/s  "
                f"{facts['tokens'] / 1e6:.2f} M tokens  {left / 60:.1f} min left",
                flush=True,
            )
            told, counted, losses = now, 0, []
        if now - saved >= 300:
            save(checkpoint, weights, state, facts)
            saved = now
    save(checkpoint, weights, state, facts)
    print(f"saved {checkpoint}: step {facts['steps']}, {facts['tokens'] / 1e6:.2f} M tokens", flush=True)


if __name__ == "__main__":
    main()
