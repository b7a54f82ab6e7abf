package io.biplane.scenario.language.bind;

import io.biplane.scenario.language.grammar.LoadKeys;
import io.biplane.scenario.language.schema.Fields;
import io.biplane.scenario.language.schema.Key;
import io.biplane.scenario.language.schema.MapShape;
import io.biplane.scenario.language.types.Durations;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.source.Problem;

import java.util.List;
import java.util.Optional;

/** Binds one load. */
final class LoadBinder {
    /** Operations per second of an open load that names no rate. Our choice. */
    private static final double DEFAULT_RATE = 100;

    private final Known known;
    private final long horizonNanos;

    LoadBinder(Known known, long horizonNanos) {
        this.known = known;
        this.horizonNanos = horizonNanos;
    }

    /** The load, or empty when its keys had problems. */
    Optional<LoadSpec> bind(MapShape.Named<String, Fields> entry) {
        Fields fields = entry.value();
        if (fields.isSure(LoadKeys.VIRTUAL_CLUSTER)) {
            known.checkVirtualCluster(
                    fields.value(LoadKeys.VIRTUAL_CLUSTER), fields.mark(LoadKeys.VIRTUAL_CLUSTER));
        }
        if (fields.isBroken()) {
            return Optional.empty();
        }
        LoadSpec.Workload workload = fields.value(LoadKeys.WORKLOAD);
        LoadSpec.Arrival arrival = fields.value(LoadKeys.MODEL);
        long until = fields.optional(LoadKeys.UNTIL).orElse(horizonNanos);
        checkKeysFit(fields, workload);
        checkTimes(fields, until);
        checkRate(fields);
        checkShares(fields);
        return Optional.of(new LoadSpec(
                entry.key(),
                fields.value(LoadKeys.VIRTUAL_CLUSTER),
                workload,
                fields.value(LoadKeys.CLIENTS),
                arrival,
                fields.optional(LoadKeys.RATE)
                        .orElse(arrival == LoadSpec.Arrival.OPEN ? DEFAULT_RATE : 0),
                fields.value(LoadKeys.READ_PERCENT),
                fields.value(LoadKeys.SPAN_PERCENT),
                fields.value(LoadKeys.KEYS),
                fields.value(LoadKeys.VALUE_BYTES),
                fields.value(LoadKeys.ACCOUNTS),
                fields.value(LoadKeys.FROM),
                until,
                fields.value(LoadKeys.RAMP),
                fields.value(LoadKeys.TIMEOUT),
                entry.mark()));
    }

    private void checkKeysFit(Fields fields, LoadSpec.Workload workload) {
        List<Key<?>> foreign = workload == LoadSpec.Workload.KV
                ? List.of(LoadKeys.ACCOUNTS)
                : List.of(LoadKeys.SPAN_PERCENT, LoadKeys.KEYS, LoadKeys.VALUE_BYTES);
        String word = workload.name().toLowerCase(java.util.Locale.ROOT);
        for (Key<?> key : foreign) {
            // The expanded copy of a scenario writes every default out, so only other values are a
            // mistake.
            boolean isDefault = String.valueOf(fields.value(key)).equals(defaultOf(key));
            if (fields.has(key) && !isDefault) {
                known.context()
                        .report(
                                fields.mark(key),
                                Problem.Kind.MEANING,
                                "workload " + word + " has no '" + key.name() + "'");
            }
        }
    }

    private static String defaultOf(Key<?> key) {
        String text = key.defaultText().orElse("");
        return text.endsWith("B") ? text.substring(0, text.length() - 1) : text;
    }

    private void checkRate(Fields fields) {
        fields.optional(LoadKeys.RATE)
                .filter(rate -> rate == 0)
                .ifPresent(rate -> known.context()
                        .report(
                                fields.mark(LoadKeys.RATE),
                                Problem.Kind.MEANING,
                                "a rate of 0/s gives no load"));
    }

    private void checkShares(Fields fields) {
        int reads = fields.value(LoadKeys.READ_PERCENT);
        int spans = fields.value(LoadKeys.SPAN_PERCENT);
        if (reads + spans > 100) {
            known.context()
                    .report(
                            fields.mark(LoadKeys.SPAN_PERCENT),
                            Problem.Kind.MEANING,
                            reads + " % reads and " + spans + " % spans are more than 100 %",
                            "set span_percent: " + (100 - reads) + ", or lower read_percent");
        }
    }

    private void checkTimes(Fields fields, long until) {
        long from = fields.value(LoadKeys.FROM);
        if (fields.has(LoadKeys.UNTIL) && until <= from) {
            known.context()
                    .report(
                            fields.mark(LoadKeys.UNTIL),
                            Problem.Kind.MEANING,
                            "the load ends at " + Durations.print(until) + ", before it begins at "
                                    + Durations.print(from));
        } else if (until > horizonNanos) {
            known.context()
                    .report(
                            fields.mark(LoadKeys.UNTIL),
                            Problem.Kind.MEANING,
                            "the load ends at " + Durations.print(until) + ", after the horizon "
                                    + Durations.print(horizonNanos),
                            "leave 'until' out, or set horizon: " + Durations.print(until));
        } else if (from >= horizonNanos) {
            known.context()
                    .report(
                            fields.mark(LoadKeys.FROM),
                            Problem.Kind.MEANING,
                            "the load begins at " + Durations.print(from)
                                    + ", not before the horizon " + Durations.print(horizonNanos));
        } else if (fields.value(LoadKeys.RAMP) > until - from) {
            known.context()
                    .report(
                            fields.mark(LoadKeys.RAMP),
                            Problem.Kind.MEANING,
                            "the load lasts " + Durations.print(until - from)
                                    + ", and its rate would rise for "
                                    + Durations.print(fields.value(LoadKeys.RAMP)));
        }
    }
}
