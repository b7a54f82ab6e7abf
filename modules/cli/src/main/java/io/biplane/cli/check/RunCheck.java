package io.biplane.cli.check;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.HistoryReader;
import io.biplane.cli.ExitCode;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.store.RunDirectory;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.language.InvalidScenario;
import io.biplane.scenario.model.LoadSpec;
import io.biplane.scenario.model.Scenario;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.result.Outcome;
import io.biplane.testbed.verdict.HistoryChecks;
import io.biplane.testbed.verdict.LoadChecks;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges a stored run by the checks of histories that its scenario asks for; prints nothing. */
public final class RunCheck {
    private RunCheck() {}

    /** What one check said. */
    public record Finding(String check, Outcome outcome, String detail) {}

    /** What the checks of one variant said; none if its scenario asks for none. */
    public record Findings(String label, List<Finding> all) {}

    /** By variant. */
    public static List<Findings> of(Path source) throws IOException, InvalidScenario {
        RunDirectory past = RunDirectory.read(source);
        List<Findings> all = new ArrayList<>();
        for (Scenario scenario : past.file().scenarios(past.line().seed())) {
            all.add(ofVariant(source, scenario));
        }
        return all;
    }

    private static Findings ofVariant(Path source, Scenario scenario) throws IOException {
        String label = scenario.variant().label();
        Path folder = label.isEmpty() ? source : source.resolve(label);
        List<HistoryEvent> history = read(folder.resolve(HistoryCheck.HISTORY)).stream()
                .map(RunCheck::event)
                .toList();
        List<Finding> all = new ArrayList<>();
        for (Check check : scenario.expectations().always()) {
            Optional<LoadSpec> load = check.load().flatMap(scenario::load);
            if (load.isPresent()) {
                HistoryChecks.Finding finding = LoadChecks.find(check, load.get(), history);
                all.add(new Finding(check.label(), finding.outcome(), finding.detail()));
            }
        }
        return new Findings(label, all);
    }

    private static HistoryEvent event(Event event) {
        return new HistoryEvent(
                event.atNanos(),
                event.process(),
                HistoryEvent.Type.valueOf(event.type().name()),
                event.f(),
                event.value(),
                event.context().node(),
                event.context().virtualCluster(),
                event.context().load(),
                event.context().error());
    }

    private static List<Event> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.usage("there is no history " + file);
        }
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new HistoryReader().readAll(reader);
        } catch (HistoryFormatException malformed) {
            throw new CommandFailure(ExitCode.BAD_SCENARIO, file + ": " + malformed.getMessage());
        }
    }
}
