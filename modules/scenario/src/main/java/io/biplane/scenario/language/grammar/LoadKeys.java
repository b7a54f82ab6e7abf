package io.biplane.scenario.language.grammar;

import static io.biplane.scenario.language.schema.Key.defaulted;
import static io.biplane.scenario.language.schema.Key.optional;
import static io.biplane.scenario.language.schema.Key.required;

import io.biplane.scenario.language.schema.Drawable;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.ScalarType;
import io.biplane.scenario.language.schema.SectionShape;
import io.biplane.scenario.language.types.Names;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.model.LoadSpec;

/** Keys of {@code load.<name>}. */
public final class LoadKeys {
    public static final Key<LoadSpec.Workload> WORKLOAD = required(
            "workload",
            ScalarType.oneOf("workload", "workload", Names.wordsOf(LoadSpec.Workload.values())),
            "What the clients do: kv reads and upserts random rows, and may count them all; bank moves money between "
                    + "accounts and audits the total.");
    public static final Key<String> VIRTUAL_CLUSTER = defaulted(
            "virtual_cluster", Names.NAME_TYPE, "main", "Virtual cluster the clients connect to.");
    public static final Key<Integer> CLIENTS = defaulted(
            "clients",
            new Drawable<>(Quantities.count("client-count", 1, 10_000)),
            "16",
            "Connections; the clients are called <load>-1 and up.");
    public static final Key<LoadSpec.Arrival> MODEL = defaulted(
            "model",
            ScalarType.oneOf(
                    "arrival-model", "arrival model", Names.wordsOf(LoadSpec.Arrival.values())),
            "open",
            "open: operations are due at the rate, whatever the answers, and latency counts from "
                    + "when they were due."
                    + " closed: each client sends the next operation when the last is answered; "
                    + "hides queueing.");
    public static final Key<Double> RATE = optional(
            "rate",
            new Drawable<>(Quantities.RATE),
            "Operations due per second over all clients; 100/s by default in the open model. In "
                    + "the closed model an upper limit.");
    public static final Key<Integer> READ_PERCENT = defaulted(
            "read_percent",
            new Drawable<>(Quantities.PERCENT),
            "80",
            "Share of reads in percent (kv).");
    public static final Key<Integer> SPAN_PERCENT = defaulted(
            "span_percent",
            new Drawable<>(Quantities.PERCENT),
            "0",
            "Share of queries that count all rows, which nodes work on together, in percent (kv).");
    public static final Key<Integer> KEYS = defaulted(
            "keys",
            new Drawable<>(Quantities.count("key-count", 1, 10_000_000)),
            "1000",
            "Distinct keys, spread evenly over the ranges; one not written yet reads as"
                    + " nothing (kv).");
    public static final Key<Integer> VALUE_BYTES =
            defaulted("value_size", Quantities.BYTES, "64B", "Size of a written value (kv).");
    public static final Key<Integer> ACCOUNTS = defaulted(
            "accounts",
            new Drawable<>(Quantities.count("account-count", 2, 1_000_000)),
            "100",
            "Accounts (bank).");
    public static final Key<Long> FROM = defaulted(
            "from", new Drawable<>(Quantities.DURATION), "0s", "When the first operation is due.");
    public static final Key<Long> UNTIL = optional(
            "until",
            new Drawable<>(Quantities.DURATION),
            "From when on no operation is due; the horizon by default.");
    public static final Key<Long> RAMP = defaulted(
            "ramp",
            new Drawable<>(Quantities.DURATION),
            "0s",
            "Time over which the rate rises evenly from nothing to its full; in the closed model, "
                    + "clients begin one after another over it. What is measured counts from the "
                    + "start all the same.");
    public static final Key<Long> TIMEOUT = defaulted(
            "timeout",
            Quantities.DURATION,
            "10s",
            "After which a client gives an operation up; its outcome is unknown then. Our choice.");

    /** One load. */
    public static final SectionShape LOAD = SectionShape.of(
            "load",
            "Clients outside the cluster, which send SQL through a health-checked load balancer.",
            WORKLOAD,
            VIRTUAL_CLUSTER,
            CLIENTS,
            MODEL,
            RATE,
            READ_PERCENT,
            SPAN_PERCENT,
            KEYS,
            VALUE_BYTES,
            ACCOUNTS,
            FROM,
            UNTIL,
            RAMP,
            TIMEOUT);

    private LoadKeys() {}
}
