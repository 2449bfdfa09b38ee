"""Read a results folder with pandas. Editors that know `# %%` cells run it like a notebook.

python3 read_results.py [results folder]
"""

# %% The folder, and how to read its tables: names, types and units are in datapackage.json
import json
import sys
from pathlib import Path

import pandas as pd

pd.set_option("display.width", 120, "display.max_columns", 12, "display.precision", 3)

folder = Path(next((word for word in sys.argv[1:] if Path(word).is_dir()), "results/library"))
package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
resources = {resource["name"]: resource for resource in package["resources"]}
# Whole numbers that may be missing, as after a failed run, need pandas' own type.
DTYPES = {"integer": "Int64", "number": "float64", "string": "string"}


def read(name):
    """A table of the folder, each column with the type that the data package gives it."""
    resource = resources[name]
    fields = resource["schema"]["fields"]
    return pd.read_csv(
        folder / resource["path"],
        sep=resource["dialect"]["delimiter"],
        decimal=next((field["decimalChar"] for field in fields if "decimalChar" in field), "."),
        dtype={field["name"]: DTYPES[field["type"]] for field in fields if field["type"] in DTYPES},
        parse_dates=[field["name"] for field in fields if field["type"] == "date"],
        keep_default_na=False,
        na_values=resource["schema"]["missingValues"],
    )


def units(name):
    """Unit of each column of a table that has one."""
    return {field["name"]: field.get("unit", "") for field in resources[name]["schema"]["fields"]}


print(package["title"])
print(package["description"])

# %% Runs: which wall stopped them, and when
runs = read("runs")
ok = runs[runs["status"] == "ok"]
walls = ok.groupby("wall")["wall_month"].agg(runs="size", median_month="median")
walls["share"] = walls["runs"] / len(ok)
print(walls)

# %% One metric by wall, in its unit
METRIC = "peak_capex_usd_bn_per_year"
print(METRIC, "in", units("runs")[METRIC])
print(ok.groupby("wall")[METRIC].describe(percentiles=[0.05, 0.5, 0.95]))

# %% Summary: over all runs where `level` is empty
summary = read("summary")
overall = summary[summary["level"].isna()].set_index("metric")
print(overall.loc[[METRIC, "months_to_wall"], ["unit", "n", "mean", "ci95_low", "ci95_high", "p5", "p50", "p95"]])

# %% Quantiles by month: a fan
SERIES = "capex_usd_bn"
quantiles = read("quantiles")
fan = quantiles[quantiles["column"] == SERIES].set_index("date")[["n", "p5", "p25", "p50", "p75", "p95"]]
print(fan.iloc[::6])

# %% A picture, where matplotlib is installed
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("No picture: matplotlib is not installed.")
else:
    figure, axes = plt.subplots(figsize=(8, 4.5))
    axes.fill_between(fan.index, fan["p5"], fan["p95"], alpha=0.2, label="90 % of runs")
    axes.fill_between(fan.index, fan["p25"], fan["p75"], alpha=0.3, label="50 % of runs")
    axes.plot(fan.index, fan["p50"], label="median")
    axes.set_ylabel(f"{SERIES}, {quantiles.loc[quantiles['column'] == SERIES, 'unit'].iloc[0]}")
    axes.legend()
    picture = folder.with_name(f"{folder.name}-fan.png")
    figure.savefig(picture, dpi=150)
    print("Picture:", picture)
