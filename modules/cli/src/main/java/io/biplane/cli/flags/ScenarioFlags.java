package io.biplane.cli.flags;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Values that go before the scenario file's own. */
public final class ScenarioFlags {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every random draw. Default: BIPLANE_SEED, the scenario's, 1.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Virtual end of the run, with unit: 90s, 5m.")
    private Optional<String> duration = Optional.empty();

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes of the cluster.")
    private Optional<String> nodes = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Clients of each load; 4n means four for each node.")
    private Optional<String> concurrency = Optional.empty();

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description = "Operations per second of each load.")
    private Optional<String> maxRate = Optional.empty();

    @Option(
            names = "--read-percent",
            paramLabel = "N",
            description = "Share of reads of each kv load, in percent.")
    private Optional<String> readPercent = Optional.empty();

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            description = "Time over which each load's rate rises from nothing, with unit.")
    private Optional<String> ramp = Optional.empty();

    @Option(
            names = {"--faults", "--nemesis"},
            paramLabel = "none|VERB,VERB...",
            description = "Only these verbs of the timeline are carried out; what depends on others"
                    + " is left out.")
    private Optional<String> faults = Optional.empty();

    /** Loads a file with these flags over it. */
    public ScenarioFile load(Path file, CliEnvironment surroundings) throws InvalidScenario {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    Files.isDirectory(file)
                            ? file + " is a folder, not a scenario file"
                            : "there is no file " + file);
        }
        try {
            return ScenarioFile.load(file, overrides(file, surroundings));
        } catch (IOException unreadable) {
            throw CommandFailure.of("cannot read the scenario", unreadable);
        }
    }

    private Overrides overrides(Path file, CliEnvironment surroundings)
            throws IOException, InvalidScenario {
        Overrides overrides = new Overrides(seed(surroundings), List.of());
        if (duration.isPresent()) {
            overrides = overrides.with("horizon", duration.get(), "--duration " + duration.get());
        }
        if (nodes.isPresent()) {
            overrides = overrides.with("clusters.*.nodes", nodes.get(), "--nodes " + nodes.get());
        }
        if (maxRate.isPresent()) {
            String rate = maxRate.get().endsWith("/s") ? maxRate.get() : maxRate.get() + "/s";
            overrides = overrides.with("load.*.rate", rate, "--max-rate " + maxRate.get());
        }
        if (ramp.isPresent()) {
            overrides = overrides.with("load.*.ramp", ramp.get(), "--ramp " + ramp.get());
        }
        if (faults.isPresent()) {
            overrides = overrides.with("faults", faults.get(), "--faults " + faults.get());
        }
        if (readPercent.isPresent()) {
            overrides = overrides.with(
                    "load.*.read_percent",
                    readPercent.get(),
                    "--read-percent " + readPercent.get());
        }
        if (concurrency.isPresent()) {
            overrides = overrides.with(
                    "load.*.clients",
                    clients(file, overrides),
                    "--concurrency " + concurrency.get());
        }
        return overrides;
    }

    private OptionalLong seed(CliEnvironment surroundings) {
        if (seed.isPresent()) {
            return OptionalLong.of(checked(seed.get(), "--seed"));
        }
        Optional<String> variable = surroundings.variable("BIPLANE_SEED");
        if (variable.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(checked(Long.parseLong(variable.get()), "BIPLANE_SEED"));
        } catch (NumberFormatException notANumber) {
            throw CommandFailure.usage("BIPLANE_SEED is '" + variable.get() + "', not a number");
        }
    }

    private static long checked(long value, String source) {
        if (value < 0) {
            throw CommandFailure.usage(source + " has to be 0 or more, is " + value);
        }
        return value;
    }

    private String clients(Path file, Overrides others) throws IOException, InvalidScenario {
        String text = concurrency.orElseThrow();
        if (!text.matches("[0-9]{1,6}n")) {
            return text;
        }
        ScenarioFile plain = ScenarioFile.load(file, others);
        int perNode = Integer.parseInt(text.substring(0, text.length() - 1));
        int nodeCount = plain.scenarios(plain.seed()).get(0).cluster().nodes().size();
        return String.valueOf(perNode * nodeCount);
    }

    /** The flags as they have to be typed again, seed apart. */
    public List<String> again() {
        return java.util.stream.Stream.of(
                        duration.map(value -> "--duration " + value),
                        nodes.map(value -> "--nodes " + value),
                        concurrency.map(value -> "--concurrency " + value),
                        maxRate.map(value -> "--max-rate " + value),
                        readPercent.map(value -> "--read-percent " + value),
                        ramp.map(value -> "--ramp " + value),
                        faults.map(value -> "--faults " + quoted(value)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Words with blanks have to be typed in quotes. */
    private static String quoted(String value) {
        return value.contains(" ") ? "'" + value + "'" : value;
    }
}
