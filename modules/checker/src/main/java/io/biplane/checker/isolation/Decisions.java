package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Graph;
import io.biplane.checker.history.Operation;
import io.biplane.checker.order.CycleRule;
import io.biplane.checker.order.Dependencies;
import io.biplane.checker.order.Refutation;
import io.biplane.checker.order.VersionOrders;
import io.biplane.checker.order.VersionedKey;
import io.biplane.checker.verdict.Anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which levels hold that nothing known for sure violates: whether the versions whose order is open
 * can be ordered as a level wants it. Mutable.
 */
final class Decisions {
    private final List<Txn> transactions;
    private final Inference inference;
    private final Findings findings;
    private final Proofs proofs;
    private final List<Level> holding = new ArrayList<>();
    private final List<Level> open = new ArrayList<>();
    /** What is open of the level asked for. */
    private Optional<VersionOrders.Open> ofRequired = Optional.empty();

    Decisions(List<Txn> transactions, Inference inference, Findings findings, Proofs proofs) {
        this.transactions = transactions;
        this.inference = inference;
        this.findings = findings;
        this.proofs = proofs;
    }

    /** A level of which nobody will know, for another reason. */
    void leaveOpen(Level level) {
        open.add(level);
    }

    /**
     * Decides all levels: first the one that is asked for, then the strongest.
     *
     * @param budget for the level asked for; the others get less
     */
    void decide(Level required, VersionOrders.Budget budget) {
        List<Level> levels = new ArrayList<>(List.of(Level.values()));
        Collections.reverse(levels);
        levels.remove(required);
        levels.add(0, required);
        for (Level level : levels) {
            boolean isDecided = open.contains(level)
                    || holding.stream().anyMatch(stronger -> stronger.includes(level))
                    || findings.violated().stream().anyMatch(level::includes);
            if (!isDecided) {
                VersionOrders.Budget own = level == required ? budget : budget.small();
                level.cycles().ifPresent(rule -> decide(level, rule, level == required, own));
            }
        }
    }

    /** Levels of which nobody knows whether they hold. */
    List<Level> open() {
        return open;
    }

    /** What is open of the level asked for; empty if it is decided. */
    Optional<VersionOrders.Open> ofRequired() {
        return ofRequired;
    }

    private void decide(
            Level level, CycleRule rule, boolean isRequired, VersionOrders.Budget budget) {
        List<VersionedKey> keys = inference.open(rule);
        Dependencies known = keys.isEmpty()
                ? new Dependencies(new Graph.Builder().build(0), 0, Edges.RW, Edges.WW, new long[0])
                : known(level, keys);
        VersionOrders.Answer answer = VersionOrders.of(known, keys, rule, budget);
        if (answer instanceof VersionOrders.Possible) {
            holding.add(level);
        } else if (answer instanceof VersionOrders.Impossible impossible) {
            findings.add(
                    impossible.forced().isEmpty()
                            ? allTried(level, rule, keys)
                            : proofs.anomaly(
                                    Refutation.of(known, keys, rule, impossible.forced()),
                                    keys,
                                    Classes.of(rule, level.order())));
        } else if (answer instanceof VersionOrders.Open left) {
            open.add(level);
            if (isRequired) {
                ofRequired = Optional.of(left);
            }
        }
    }

    /** The edges that a level keeps. */
    private Dependencies known(Level level, List<VersionedKey> keys) {
        List<Txn> happened = transactions.stream().filter(inference::happened).toList();
        Graph.Builder builder = new Graph.Builder();
        int nodes = inference.addEdges(builder, transactions.size());
        if (level.order() == Edges.REALTIME) {
            nodes = Orders.addRealTime(builder, happened, nodes);
        } else if (level.order() == Edges.SESSION) {
            nodes = Orders.addSessions(builder, happened, id -> true, nodes);
        }
        return new Dependencies(
                builder.build(nodes), transactions.size(), Edges.RW, Edges.WW, urgency(keys));
    }

    /** What was read until late may have been written late. */
    private long[] urgency(List<VersionedKey> keys) {
        long[] urgency = new long[transactions.size()];
        Arrays.setAll(urgency, this::begin);
        for (VersionedKey key : keys) {
            for (int v = 0; v < key.writers().length; v++) {
                int writer = key.writers()[v];
                for (int reader : key.readers()[v]) {
                    urgency[writer] = Math.max(urgency[writer], begin(reader));
                }
            }
        }
        return urgency;
    }

    private long begin(int transaction) {
        return transactions.get(transaction).operation().span().invokeIndex();
    }

    /** Nothing is forced, but no order is possible. */
    private Anomaly allTried(Level level, CycleRule rule, List<VersionedKey> keys) {
        Set<Operation> operations = new LinkedHashSet<>();
        for (VersionedKey key : keys) {
            for (int v = 0; v < key.writers().length; v++) {
                operations.add(transactions.get(key.writers()[v]).operation());
                for (int reader : key.readers()[v]) {
                    operations.add(transactions.get(reader).operation());
                }
            }
        }
        List<Operation> all = List.copyOf(operations);
        String names = String.join(", ", keys.stream().map(VersionedKey::key).toList());
        return new Anomaly(
                Classes.of(rule, level.order()),
                "",
                "in whatever order the versions of " + names
                        + " were written, there is a cycle that " + level.word()
                        + " forbids; all orders were tried",
                all,
                Findings.last(all));
    }
}
