package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Nil;
import io.biplane.checker.visibility.Access;
import io.biplane.checker.visibility.Visibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Monotonic atomic view and the levels of sessions: what a transaction and its session must see.
 * A list that was read is the version of its last element's writer. Only asked where read committed
 * holds, since all these levels include that.
 */
final class Views {
    private static final List<Level> LEVELS = List.of(
            Level.MONOTONIC_READS,
            Level.MONOTONIC_WRITES,
            Level.READ_YOUR_WRITES,
            Level.WRITES_FOLLOW_READS,
            Level.PRAM,
            Level.CAUSAL,
            Level.MONOTONIC_ATOMIC_VIEW);

    private final List<Txn> transactions;
    private final Inference inference;
    private final Findings findings;
    private final Proofs proofs;
    private final Map<Object, Integer> numbers = new LinkedHashMap<>();
    private final List<Object> keys = new ArrayList<>();
    private final Map<Written, Integer> writers = new LinkedHashMap<>();
    /** By transaction whether it took effect. */
    private final boolean[] happened;
    /** Why some levels are open; empty if none is. */
    private String why = "";

    /** A value as some transaction wrote it. */
    private record Written(Object key, Object value) {}

    Views(List<Txn> transactions, Inference inference, Findings findings, Proofs proofs) {
        this.transactions = transactions;
        this.inference = inference;
        this.findings = findings;
        this.proofs = proofs;
        this.happened = new boolean[transactions.size()];
    }

    /** Adds what violates these levels; gives those of which nobody knows. */
    List<Level> check() {
        List<Level> open = new ArrayList<>();
        if (findings.violated().stream().anyMatch(Level.READ_COMMITTED::includes)) {
            return open;
        }
        List<Access> accesses = accesses();
        decide(Visibility.ATOMIC_VIEW, accesses, open);
        Visibility.Answer causal = answer(Visibility.CAUSAL, accesses);
        if (!(causal instanceof Visibility.Holds)) {
            // The weakest that is violated says most.
            List.of(
                            Visibility.MONOTONIC_READS,
                            Visibility.MONOTONIC_WRITES,
                            Visibility.OWN_WRITES,
                            Visibility.WRITES_FOLLOW_READS,
                            Visibility.PRAM)
                    .forEach(visibility -> decide(visibility, accesses, open));
            if (isUndecided(Visibility.CAUSAL)) {
                take(Visibility.CAUSAL, causal, open);
            }
        }
        if (isList() && hasInternal()) {
            // Where a read that contradicts its own transaction belongs nobody can say.
            why = "a transaction does not see what it did itself, so that what else was read is not"
                    + " certain";
            for (Level level : List.of(Level.CAUSAL, Level.MONOTONIC_ATOMIC_VIEW)) {
                LEVELS.stream()
                        .filter(other -> level.includes(other)
                                && findings.violated().stream().noneMatch(other::includes))
                        .forEach(open::add);
            }
        }
        return open;
    }

    /** Why some levels are open. */
    String why() {
        return why;
    }

    private boolean hasInternal() {
        return findings.counts().containsKey("internal");
    }

    private boolean isUndecided(Visibility visibility) {
        return findings.violated().stream().noneMatch(level(visibility)::includes);
    }

    private void decide(Visibility visibility, List<Access> accesses, List<Level> open) {
        if (isUndecided(visibility)) {
            take(visibility, answer(visibility, accesses), open);
        }
    }

    private Visibility.Answer answer(Visibility visibility, List<Access> accesses) {
        return visibility.check(accesses, known(visibility));
    }

    private void take(Visibility visibility, Visibility.Answer answer, List<Level> open) {
        if (answer instanceof Visibility.TooLarge) {
            open.add(level(visibility));
            why = "there are too many sessions to remember what each of them has seen";
        } else if (answer instanceof Visibility.Missed missed) {
            Txn reader = transactions.get(missed.reader());
            Txn writer = transactions.get(missed.writer());
            Object key = keys.get(missed.key());
            findings.add(
                    kind(visibility),
                    key,
                    () -> reader.label() + " read nothing from " + key + ", though what "
                            + writer.label() + " wrote had to be there",
                    writer,
                    reader);
        } else if (answer instanceof Visibility.Circle circle) {
            List<Optional<String>> told = new ArrayList<>();
            for (int i = 0; i < circle.cycle().length(); i++) {
                int from = circle.cycle().steps().get(i).node();
                int to = circle.cycle()
                        .steps()
                        .get((i + 1) % circle.cycle().length())
                        .node();
                told.add(circle.reasons().get(i).map(reason -> because(from, to, reason)));
            }
            findings.add(proofs.anomaly(circle.cycle(), told, kind(visibility)));
        }
    }

    private String because(int from, int to, Visibility.Reason reason) {
        String earlier = transactions.get(from).label();
        String later = transactions.get(to).label();
        Object key = keys.get(reason.key());
        if (reason.reader() == to) {
            return later + " read what " + earlier + " wrote to " + key;
        }
        if (reason.reader() < 0) {
            return "process " + transactions.get(to).operation().process()
                    + " had written or read what " + earlier + " wrote to " + key + " before "
                    + later + " wrote it";
        }
        return transactions.get(reason.reader()).label() + " read " + key + " as " + later
                + " left it, and what " + earlier + " wrote had to be there";
    }

    private Visibility.Known known(Visibility visibility) {
        Graph.Builder builder = new Graph.Builder();
        int nodes = inference.addEdges(builder, transactions.size());
        if (isList() && hasInternal()) {
            transactions.stream().filter(Txn::isOk).forEach(txn -> addElements(builder, txn));
        }
        int kinds = Edges.WW | Edges.WR;
        if (visibility == Visibility.CAUSAL) {
            List<Txn> present =
                    transactions.stream().filter(txn -> happened[txn.id()]).toList();
            nodes = Orders.addSessions(builder, present, id -> true, nodes);
            kinds |= Edges.SESSION;
        }
        return new Visibility.Known(builder.build(nodes), kinds);
    }

    /** The order of elements in lists that contradict their own transaction. */
    private void addElements(Graph.Builder builder, Txn txn) {
        for (Txn.Step step : txn.steps()) {
            List<?> list = step.isRead() && step.value() instanceof List<?> all ? all : List.of();
            for (int i = 1; i < list.size(); i++) {
                int one = writers.getOrDefault(new Written(step.key(), list.get(i - 1)), -1);
                int other = writers.getOrDefault(new Written(step.key(), list.get(i)), -1);
                if (one >= 0 && other >= 0 && one != other) {
                    builder.add(one, other, Edges.WW);
                }
            }
        }
    }

    private List<Access> accesses() {
        for (Txn txn : transactions) {
            for (Txn.Step step : txn.steps()) {
                if (!step.isRead() && txn.operation().isPossible()) {
                    writers.put(new Written(step.key(), step.value()), txn.id());
                }
            }
        }
        for (Txn txn : transactions) {
            happened[txn.id()] |= inference.happened(txn);
            for (Txn.Step step : txn.isOk() ? txn.steps() : List.<Txn.Step>of()) {
                // Also what only a read shows that contradicts its own transaction.
                int writer = step.isRead() ? writer(step) : Access.FIRST_VERSION;
                if (writer >= 0) {
                    happened[writer] = true;
                }
            }
        }
        List<Access> accesses = new ArrayList<>();
        for (Txn txn : transactions) {
            if (happened[txn.id()]) {
                List<Access.Step> steps = new ArrayList<>();
                txn.steps().forEach(step -> step(txn, step).ifPresent(steps::add));
                accesses.add(new Access(txn.id(), txn.operation().process(), txn.isOk(), steps));
            }
        }
        return accesses;
    }

    /** The writer of what a read shows; less than all others if nobody knows. */
    private int writer(Txn.Step read) {
        Object value = read.value() instanceof List<?> list && isList()
                ? list.isEmpty() ? Nil.NIL : list.get(list.size() - 1)
                : read.value();
        return value instanceof Nil
                ? Access.FIRST_VERSION
                : writers.getOrDefault(new Written(read.key(), value), Integer.MIN_VALUE);
    }

    /** A step; empty if nobody knows what it read. */
    private Optional<Access.Step> step(Txn txn, Txn.Step step) {
        int key = numbers.computeIfAbsent(step.key(), name -> {
            keys.add(name);
            return keys.size() - 1;
        });
        if (!step.isRead()) {
            return Optional.of(new Access.Step(false, key, txn.id()));
        }
        if (!txn.isOk()) {
            return Optional.empty();
        }
        int writer = writer(step);
        return writer == Integer.MIN_VALUE
                ? Optional.empty()
                : Optional.of(new Access.Step(true, key, writer));
    }

    private boolean isList() {
        return inference instanceof ListAppend;
    }

    private static Level level(Visibility visibility) {
        return Level.violatedBy(kind(visibility));
    }

    /** The phenomenon's name in Bailis et al., as far as it has one. */
    private static String kind(Visibility visibility) {
        return switch (visibility) {
            case ATOMIC_VIEW -> "OTV";
            case MONOTONIC_READS -> "N-MR";
            case MONOTONIC_WRITES -> "N-MW";
            case OWN_WRITES -> "MYR";
            case WRITES_FOLLOW_READS -> "N-WFR";
            case PRAM -> "N-PRAM";
            case CAUSAL -> "MRWD";
        };
    }
}
