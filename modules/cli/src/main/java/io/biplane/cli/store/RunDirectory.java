package io.biplane.cli.store;

import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.language.Overrides;
import io.biplane.scenario.language.ScenarioFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A past run, read back from its folder.
 *
 * @param file its expanded scenario, under the original file's path
 * @param line what identifies it
 */
public record RunDirectory(ScenarioFile file, ReplayLine line) {
    /** Reads a run's folder. */
    public static RunDirectory read(Path folder) throws InvalidScenario {
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("there is no folder " + folder);
        }
        try {
            ReplayLine line = ReplayLine.read(folder)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE, folder + " is no run's folder: it has no replay.txt"));
            String text = Files.readString(folder.resolve("scenario.yaml"), StandardCharsets.UTF_8);
            return new RunDirectory(
                    ScenarioFile.parse(line.file(), text, Overrides.NONE.withSeed(line.seed())),
                    line);
        } catch (IOException unreadable) {
            throw CommandFailure.of("cannot read the run in " + folder, unreadable);
        }
    }
}
