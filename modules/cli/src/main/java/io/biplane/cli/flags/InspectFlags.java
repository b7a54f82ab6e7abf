package io.biplane.cli.flags;

import io.biplane.scenario.language.schema.BadValue;
import io.biplane.scenario.language.types.Durations;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Which stretch of a replay is looked at closely. */
public final class InspectFlags {
    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "End at this virtual time, with unit. Nothing is compared or stored then.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--step",
            description = "Print each event of the trace; on a terminal, one each time Enter is"
                    + " pressed.")
    private boolean step;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "With --step: begin at this virtual time. Default: 0s.")
    private Optional<String> from = Optional.empty();

    public boolean isWanted() {
        if (from.isPresent() && !step) {
            throw CommandFailure.usage("--from goes with --step");
        }
        return step || until.isPresent();
    }

    public boolean isStepping() {
        return step;
    }

    public long fromNanos() {
        return nanos("--from", from, 0);
    }

    /** Where the replay ends; far away when it goes to its horizon. */
    public long untilNanos() {
        long nanos = nanos("--until", until, Long.MAX_VALUE);
        if (step && nanos <= fromNanos()) {
            throw CommandFailure.usage("--until has to be later than --from");
        }
        return nanos;
    }

    private static long nanos(String flag, Optional<String> text, long otherwise) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Durations.parse(text.get());
        } catch (BadValue wrong) {
            throw CommandFailure.usage(flag + ": " + wrong.getMessage());
        }
    }
}
