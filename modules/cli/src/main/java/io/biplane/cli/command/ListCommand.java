package io.biplane.cli.command;

import io.biplane.cli.CliEnvironment;
import io.biplane.cli.check.ModelList;
import io.biplane.cli.flags.CommandFailure;
import io.biplane.cli.flags.HelpFlag;
import io.biplane.scenario.language.reference.Listing;
import io.biplane.scenario.language.schema.Suggestion;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code biplane list}: what can be named in a scenario, and to {@code check --model}. */
@Command(
        name = "list",
        description = "List workloads, operations, faults, checkers, events, metrics, versions or "
                + "models.")
final class ListCommand implements Callable<Integer> {
    private final CliEnvironment surroundings;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..1",
            description =
                    "workloads, operations, faults, checkers, events, metrics, versions, models of "
                            + "'check'; all when left out.")
    private Optional<String> topic = Optional.empty();

    @Mixin
    private HelpFlag help;

    ListCommand(CliEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Map<String, List<Listing.Row>> topics = new LinkedHashMap<>(Listing.topics());
        topics.put("models", models());
        if (topic.isEmpty()) {
            topics.forEach((name, rows) -> {
                surroundings.out().print(name + "\n");
                print(rows, "  ");
            });
            return 0;
        }
        if (!topics.containsKey(topic.get())) {
            throw CommandFailure.usage("there is no topic '" + topic.get() + "'"
                    + Suggestion.hint(topic.get(), topics.keySet()) + "; topics are "
                    + String.join(", ", topics.keySet()));
        }
        print(topics.get(topic.get()), "");
        return 0;
    }

    /** What histories can be checked against; {@code check --model list} says more. */
    private static List<Listing.Row> models() {
        return ModelList.rows().stream()
                .map(row -> new Listing.Row(row[0], row[1]))
                .toList();
    }

    private void print(List<Listing.Row> rows, String indent) {
        int width = rows.stream().mapToInt(row -> row.word().length()).max().orElse(0);
        rows.forEach(row -> surroundings
                .out()
                .print(indent + row.word() + " ".repeat(width - row.word().length()) + "  "
                        + row.meaning() + "\n"));
    }
}
