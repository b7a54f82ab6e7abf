package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.kvserver.truth.StackElections;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.truth.Truth;
import io.biplane.raft.truth.TruthOptions;
import io.biplane.raft.truth.TruthReport;
import io.biplane.raft.truth.TruthTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code biplane truth}: published curves and closed forms, measured beside published. */
@Command(name = "truth", description = "Reproduce published curves; measured beside published.")
final class TruthCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--planted-bug",
            paramLabel = "BUG",
            defaultValue = "NONE",
            description =
                    "Break Raft on purpose: ${COMPLETION-CANDIDATES}. A bug of the election has to"
                            + " fail a gate; others are found by the invariants.")
    private PlantedBug bug;

    @Mixin
    private HelpFlag help;

    TruthCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        TruthOptions options = TruthOptions.defaults().withSeed(seed).with(bug);
        List<TruthTable> tables = new ArrayList<>(Truth.tables(options));
        tables.add(StackElections.table(options));
        TruthProgress progress = new TruthProgress(surroundings);
        TruthReport report = Truth.run(options, tables, progress);
        progress.end();
        surroundings.out().print(report.render());
        return (report.passed() ? ExitCode.OK : ExitCode.BROKEN).number();
    }
}
