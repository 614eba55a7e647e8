"""Whether the tables of an edition fit together."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from backfire.data.schema import ROW

BASKET_TOLERANCE = 1e-3
"""Shares are printed with three digits; a basket is scaled to one when it is used."""

Tables = Mapping[str, pl.DataFrame]


def cross_table_problems(tables: Tables) -> list[str]:
    """Problems that no single cell shows."""
    return [
        *_ambiguous_rows(tables),
        *_groups_named_like_goods(tables),
        *_baskets(tables),
        *_deposits(tables),
        *_processes_without_output(tables),
        *_goods_that_nobody_makes(tables),
        *_places_without_data(tables),
        *_disordered_ranges(tables),
    ]


def _ambiguous_rows(tables: Tables) -> list[str]:
    production, recipes = tables["production"], tables["recipes"]
    unclear = production.filter(pl.col("process").is_null() == pl.col("good").is_null())
    problems = [
        f"{row}: must name either a process or a good, got {'neither' if bare else 'both'}"
        for row, bare in zip(unclear[ROW], unclear["process"].is_null(), strict=True)
    ]
    recovery = pl.col("role") == "recovery"
    wrong = recipes.filter(recovery != pl.col("good").is_null())
    problems += [
        f"{row}: a recovery names no good, an input or output names one" for row in wrong[ROW]
    ]
    high = recipes.filter(recovery & (pl.col("value") > 1))
    return problems + [
        f"{row} ({process}): value must be a share between 0 and 1, got {value:g}"
        for row, process, value in zip(high[ROW], high["process"], high["value"], strict=True)
    ]


def _groups_named_like_goods(tables: Tables) -> list[str]:
    both = set(tables["groups"]["group"]) & set(tables["goods"]["good"])
    return [f"groups.csv: {name} is a good, a group needs its own name" for name in sorted(both)]


def _baskets(tables: Tables) -> list[str]:
    totals = tables["baskets"].group_by("deposit", maintain_order=True).agg(pl.col("value").sum())
    return [
        f"baskets.csv: the shares of {deposit} must sum to one, got {total:.6g}"
        for deposit, total in totals.iter_rows()
        if abs(total - 1) > BASKET_TOLERANCE
    ]


def _deposits(tables: Tables) -> list[str]:
    known = set(tables["baskets"]["deposit"])
    recovering = set(tables["recipes"].filter(pl.col("role") == "recovery")["process"])
    rows = tables["processes"].select("process", "deposit", ROW)
    return [
        f'{row} ({process}): deposit must have a basket, got "{deposit or ""}"'
        for process, deposit, row in rows.iter_rows()
        if process in recovering and deposit not in known
    ]


def _makers(tables: Tables) -> set[tuple[str, str]]:
    """Pairs of process and good put out."""
    recipes, processes = tables["recipes"], tables["processes"]
    outputs = recipes.filter(pl.col("role") == "output").select("process", "good")
    named = processes.filter(pl.col("main_good").is_not_null()).select("process", "main_good")
    recovering = recipes.filter(pl.col("role") == "recovery").select("process")
    separated = (
        processes.join(recovering, on="process")
        .join(tables["baskets"].select("deposit", "good"), on="deposit")
        .select("process", "good")
    )
    return {pair for frame in (outputs, named, separated) for pair in frame.iter_rows()}


def _processes_without_output(tables: Tables) -> list[str]:
    making = {process for process, _ in _makers(tables)}
    return [
        f"{row} ({process}): puts out nothing; recipes.csv needs an output or a recovery"
        for process, row in tables["processes"].select("process", ROW).iter_rows()
        if process not in making
    ]


def _goods_that_nobody_makes(tables: Tables) -> list[str]:
    made = {good for _, good in _makers(tables)}
    return [
        f"{row} ({good}): no process puts it out"
        for good, row in tables["goods"].select("good", ROW).iter_rows()
        if good not in made
    ]


def _places_without_data(tables: Tables) -> list[str]:
    seen: set[str | None] = set()
    for table, column in (
        ("production", "place"),
        ("capacity", "place"),
        ("use", "place"),
        ("trade", "origin"),
        ("trade", "destination"),
    ):
        frame = tables[table]
        seen |= set(frame.filter(pl.col("value") > 0)[column])
    return [
        f"{row} ({place}): is a place without data; production, capacity, use or trade must name it"
        for place, row in tables["places"].select("place", ROW).iter_rows()
        if place not in seen
    ]


def _disordered_ranges(tables: Tables) -> list[str]:
    wrong = tables["observations"].filter(
        (pl.col("low") > pl.col("value")) | (pl.col("value") > pl.col("high"))
    )
    return [
        f"{row}: low, value and high must stand in order, got {low}, {value}, {high}"
        for row, low, value, high in wrong.select(ROW, "low", "value", "high").iter_rows()
    ]
