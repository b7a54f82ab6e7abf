package io.biplane.cli;

import io.biplane.cli.command.BiplaneCommand;
import io.biplane.cli.start.Timings;
import io.biplane.testbed.result.ScenarioEngine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One command line in surroundings of its own: a clock that stands still, and streams that are
 * kept.
 */
final class Session {
    private InputStream in = InputStream.nullInputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new TreeMap<>();
    private final Interruption interruption = new Interruption();
    private LongSupplier clock = () -> 0L;
    private ScenarioEngine engine = ScenarioEngine.installed().orElseThrow();

    Session with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Session with(ScenarioEngine newEngine) {
        engine = newEngine;
        return this;
    }

    /** Another clock than one that stands still. */
    Session with(LongSupplier newClock) {
        clock = newClock;
        return this;
    }

    /** What the user types or pipes in, as soon as the command asks. */
    Session withInput(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Interruption interruption() {
        return interruption;
    }

    int run(String... arguments) {
        CliEnvironment surroundings = new CliEnvironment(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                interruption,
                () -> Instant.parse("2026-11-23T10:00:00Z"),
                clock,
                () -> engine,
                new Timings(clock, () -> 100));
        return BiplaneCommand.execute(surroundings, arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
