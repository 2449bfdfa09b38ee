"""A capex strategy in Python, standard library only: tit for tat by quorum, with some forgiveness.

Run by `--strategy "META=cmd:python3 examples/my_strategy.py"`. It reads one JSON object a line and answers each with
one line; docs/strategy-protocol.md says what stands in them. Print nothing else to the standard output.
"""

import json
import sys

HELLO = {
    # Required: "protocol" and "id". The rest is optional.
    "protocol": 2,
    "id": "my-python-strategy",
    "summary": "Answers the share of rivals that stayed disciplined, and sometimes forgives.",
    # Past decisions that it wants to see; all of them when left out.
    "memoryDepth": 1,
    # Random numbers that it wants with every question, 0 when left out: draw from these and from nothing else.
    "draws": 1,
    # Numbers that a scenario may set; min, max and description are optional.
    "params": {
        "quorum": {"default": 0.5, "min": 0, "max": 1, "description": "Share of rivals that must have cooperated"},
        "generosity": {"default": 0.1, "min": 0, "max": 1, "description": "Chance of forgiving when they had not"},
    },
}

DISCIPLINED, RACING = 0.0, 1.0


def decide(view, params, memory, random):
    """Return a race intensity in [0, 1] and what to remember: 0 is disciplined, 1 is racing."""
    if view["decision"] == 0 or view["cooperatingShare"][0] >= params["quorum"]:
        return DISCIPLINED, memory
    return (DISCIPLINED if random[0] < params["generosity"] else RACING), memory


def main():
    for line in sys.stdin:
        question = json.loads(line)
        if question["ask"] == "hello":
            answer = dict(HELLO)
        else:
            intensity, memory = decide(question["view"], question["params"], question["memory"], question["random"])
            answer = {"intensity": intensity, "memory": memory}
        # An answer repeats the number of its question.
        answer["question"] = question["question"]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
