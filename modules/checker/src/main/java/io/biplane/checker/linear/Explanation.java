package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts into words why there is no linearization, with as few operations as possible. */
final class Explanation {
    /** Operations that are spelled out; more would not be read. */
    private static final int SPELLED_MAX = 12;
    /** Operations drawn beside those in conflict. */
    private static final int BESIDE_MAX = 24;

    private static final int STATE_LENGTH_MAX = 80;

    private Explanation() {}

    /**
     * A part that fails.
     *
     * @param subject the part's name; empty if the object has one part
     * @param operations all of the part
     * @param end the event by which they are in conflict
     * @param guess operations that probably matter, the surest first
     */
    record Failure<S>(
            Model<S> model,
            String subject,
            List<Operation> operations,
            long end,
            List<Operation> guess,
            boolean usesShortcuts) {
        /** The failure explained. */
        Anomaly explained(Conflict.Budget budget) throws ModelMismatchException {
            return Explanation.of(this, budget);
        }
    }

    private static <S> Anomaly of(Failure<S> failure, Conflict.Budget budget)
            throws ModelMismatchException {
        List<Operation> prefix = Operations.prefix(failure.operations, failure.end);
        Conflict.Smallest conflict = Conflict.shrink(
                new Judge<>(failure.model, failure.usesShortcuts), prefix, failure.guess, budget);
        List<Operation> operations = conflict.operations();
        int others = prefix.size() - operations.size();
        StringBuilder text = new StringBuilder(opening(operations.size(), others));
        operations.stream()
                .limit(SPELLED_MAX)
                .forEach(operation ->
                        text.append("  ").append(operation.describe()).append('\n'));
        if (operations.size() > SPELLED_MAX) {
            text.append("  …\n");
        }
        List<Evidence.Placed> attempt = reason(failure, conflict, budget.limits(), text);
        if (operations.size() > 1) {
            text.append(
                    conflict.isSmallest()
                            ? "none of them can be left out: forget what came of any one, and the rest can"
                                    + " be put in order;\n"
                            : "whether all of them are needed was not found out within the limits;\n");
        }
        text.append("the first ").append(failure.end + 1).append(" events show it");
        return new Anomaly(
                "non-linearizable",
                failure.subject,
                text.toString(),
                operations,
                new Evidence(List.of(), attempt, beside(prefix, operations)),
                failure.end);
    }

    private static String opening(int count, int others) {
        String these = count == 1
                ? "there is no place for this operation"
                : "there is no order for these " + count + " operations";
        String rest = others == 0
                ? ""
                : others == 1
                        ? ", whatever came of the one other"
                        : ", whatever came of the " + others + " others";
        return these + rest + ":\n";
    }

    /** Adds why the smallest set fails; gives how far the best attempt came. */
    private static <S> List<Evidence.Placed> reason(
            Failure<S> failure, Conflict.Smallest conflict, Limits limits, StringBuilder text)
            throws ModelMismatchException {
        Optional<Zones.Conflict> zones = Optional.empty();
        if (failure.usesShortcuts && failure.model instanceof RegisterModel register) {
            zones = Zones.of(register, conflict.forgotten()).flatMap(Zones::conflict);
        }
        zones.ifPresent(found -> text.append(found.text()).append(";\n"));
        Optional<QuickRefutations.Sign> sign = failure.usesShortcuts
                ? QuickRefutations.of(failure.model, conflict.forgotten())
                        .filter(found -> !found.text().isEmpty())
                : Optional.empty();
        sign.ifPresent(found -> text.append(found.text()).append(";\n"));
        Part<S> part = new Part<>(failure.model, conflict.forgotten());
        SearchResult<S> result = new Search<>(part, false).run(limits);
        if (result instanceof SearchResult.GaveUp<S> && sign.isEmpty()) {
            result = new Search<>(part, true).run(limits);
        }
        if (!(result instanceof SearchResult.Stuck<S> stuck)) {
            return List.of();
        }
        Map<Integer, Operation> known = new LinkedHashMap<>();
        Operations.prefix(failure.operations, failure.end)
                .forEach(operation -> known.put(operation.id(), operation));
        if (zones.isEmpty() && sign.isEmpty()) {
            text.append(inWords(part, stuck, known));
        }
        return attempt(part, stuck, known);
    }

    /** {@code known} has the operations by id, as they were before they were forgotten. */
    private static <S> String inWords(
            Part<S> part, SearchResult.Stuck<S> stuck, Map<Integer, Operation> known) {
        int returning = ~part.events[stuck.event()];
        StringBuilder text = new StringBuilder(part.operations.get(returning).describe())
                .append(" fits nowhere between its invocation and its return:\n");
        Set<String> states = new LinkedHashSet<>();
        for (SearchResult.DeadEnd<S> deadEnd : stuck.deadEnds()) {
            List<SearchResult.Effect<S>> effects = deadEnd.effects();
            String after = effects.isEmpty()
                    ? ", as in the beginning"
                    : ", after "
                            + known.get(part.operations
                                            .get(effects.get(effects.size() - 1).operation())
                                            .id())
                                    .describe();
            states.add(text(deadEnd.state()) + after);
        }
        text.append("by then the state can be ")
                .append(String.join(";\n  or ", states))
                .append(";\n");
        return text.toString();
    }

    private static <S> List<Evidence.Placed> attempt(
            Part<S> part, SearchResult.Stuck<S> stuck, Map<Integer, Operation> known) {
        List<Evidence.Placed> placed = new ArrayList<>();
        for (SearchResult.Effect<S> effect : stuck.deadEnds().get(0).effects()) {
            int id = part.operations.get(effect.operation()).id();
            placed.add(new Evidence.Placed(known.get(id), text(effect.after())));
        }
        return placed;
    }

    private static String text(Object state) {
        String text = String.valueOf(state);
        return text.length() <= STATE_LENGTH_MAX
                ? text
                : text.substring(0, STATE_LENGTH_MAX - 1) + "…";
    }

    /** The last operations that ran beside those in conflict, with what was known of them. */
    private static List<Operation> beside(List<Operation> prefix, List<Operation> operations) {
        Set<Operation> inConflict = Conflict.byIdentity(operations);
        long from = operations.stream()
                .mapToLong(operation -> operation.span().invokeIndex())
                .min()
                .orElse(0);
        List<Operation> beside = prefix.stream()
                .filter(operation -> operation.span().returnIndex() >= from)
                .filter(operation -> !inConflict.contains(operation))
                .toList();
        return beside.subList(Math.max(0, beside.size() - BESIDE_MAX), beside.size());
    }
}
