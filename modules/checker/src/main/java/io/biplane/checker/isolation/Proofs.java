package io.biplane.checker.isolation;

import io.biplane.checker.cycle.Cycle;
import io.biplane.checker.history.Operation;
import io.biplane.checker.order.Inferred;
import io.biplane.checker.order.Refutation;
import io.biplane.checker.order.VersionedKey;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cycles in words: who comes before whom, and why. */
final class Proofs {
    private final List<Txn> transactions;
    private final Inference inference;

    Proofs(List<Txn> transactions, Inference inference) {
        this.transactions = transactions;
        this.inference = inference;
    }

    /** A cycle of what is known for sure. */
    Anomaly anomaly(Cycle cycle, String kind) {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < cycle.length(); i++) {
            reasons.add(because(cycle, i));
        }
        return anomaly(cycle, reasons, kind, "");
    }

    /**
     * A cycle by orders of versions that are forced, and why each is.
     *
     * @param otherwise the kind if the proof is cut short
     */
    Anomaly anomaly(Refutation.Proof proof, List<VersionedKey> keys, String otherwise) {
        List<String> kinds = new ArrayList<>();
        StringBuilder lemmas = new StringBuilder();
        for (Refutation.Argument argument : proof.arguments()) {
            kinds.add(Classes.name(argument.cycle()));
            argument.order().ifPresent(order -> {
                List<String> steps = new ArrayList<>();
                for (int i = 0; i < argument.cycle().length(); i++) {
                    steps.add(
                            order(argument.cycle(), i) + " because " + because(argument, i, keys));
                }
                VersionedKey key = keys.get(order.key());
                lemmas.append('\n')
                        .append(words(order, key))
                        .append(", for if ")
                        .append(key.versions().get(order.later()))
                        .append(" did, then ")
                        .append(String.join("; ", steps));
            });
        }
        if (!proof.isComplete()) {
            lemmas.append("\nand so on");
        }
        Refutation.Argument last = proof.arguments().get(0);
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < last.cycle().length(); i++) {
            reasons.add(because(last, i, keys));
        }
        String kind = proof.isComplete() ? Classes.joined(kinds) : otherwise;
        return anomaly(last.cycle(), reasons, kind, lemmas.toString());
    }

    /** A cycle of which some steps have reasons of their own; these count as overwrites. */
    Anomaly anomaly(Cycle cycle, List<Optional<String>> told, String kind) {
        List<Cycle.Step> steps = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < cycle.length(); i++) {
            Cycle.Step step = cycle.steps().get(i);
            boolean isTold = told.get(i).isPresent();
            steps.add(isTold ? new Cycle.Step(step.node(), Edges.WW) : step);
            reasons.add(isTold ? told.get(i).get() : because(cycle, i));
        }
        return anomaly(new Cycle(steps), reasons, kind, "");
    }

    private Anomaly anomaly(Cycle cycle, List<String> reasons, String kind, String lemmas) {
        List<Operation> operations = new ArrayList<>();
        List<Evidence.Link> links = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cycle.length(); i++) {
            operations.add(from(cycle, i).operation());
            links.add(new Evidence.Link(Edges.word(cycle.steps().get(i).kind()), reasons.get(i)));
            text.append(order(cycle, i))
                    .append(", because ")
                    .append(reasons.get(i))
                    .append(";\n");
        }
        text.append("so ").append(from(cycle, 0).label()).append(" would come before itself");
        return new Anomaly(
                kind,
                "",
                text + lemmas,
                operations,
                Evidence.cycle(links),
                Findings.last(operations));
    }

    private Txn from(Cycle cycle, int step) {
        return transactions.get(cycle.steps().get(step % cycle.length()).node());
    }

    private String order(Cycle cycle, int step) {
        return from(cycle, step).label() + " < " + from(cycle, step + 1).label();
    }

    private String because(Refutation.Argument argument, int step, List<VersionedKey> keys) {
        Optional<Inferred> reason = argument.reasons().get(step);
        Txn from = from(argument.cycle(), step);
        Txn to = from(argument.cycle(), step + 1);
        boolean isWrite = argument.cycle().steps().get(step).kind() == Edges.WW;
        if (reason.isPresent()) {
            VersionedKey key = keys.get(reason.get().key());
            String did = did(from, to, isWrite, reason.get(), key);
            return (did.isEmpty() ? "" : did + ", and ") + words(reason.get(), key);
        }
        if (argument.order().isPresent()) {
            // The opposite of what the argument shows, as far as nothing else leads there.
            Inferred shown = argument.order().get();
            VersionedKey key = keys.get(shown.key());
            Inferred opposite =
                    new Inferred(shown.key(), shown.later(), shown.earlier(), shown.round());
            boolean isOpposite = key.writers()[opposite.later()] == to.id()
                    && (isWrite
                            ? key.writers()[opposite.earlier()] == from.id()
                            : argument.cycle().steps().get(step).kind() == Edges.RW
                                    && contains(key.readers()[opposite.earlier()], from.id()));
            if (isOpposite) {
                String did = did(from, to, isWrite, opposite, key);
                return did.isEmpty() ? "it did" : did;
            }
        }
        return because(argument.cycle(), step);
    }

    private static boolean contains(int[] all, int one) {
        for (int other : all) {
            if (other == one) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is to be said of versions that are named by who wrote them. */
    private static String did(Txn from, Txn to, boolean isWrite, Inferred order, VersionedKey key) {
        if (key.versions().get(order.earlier()).startsWith("what ")) {
            return "";
        }
        return from.label() + (isWrite ? " wrote " : " read ")
                + key.versions().get(order.earlier()) + " and " + to.label() + " wrote "
                + key.versions().get(order.later());
    }

    private static String words(Inferred order, VersionedKey key) {
        return "in " + key.key() + " " + key.versions().get(order.earlier()) + " came before "
                + key.versions().get(order.later());
    }

    private String because(Cycle cycle, int step) {
        Txn from = from(cycle, step);
        Txn to = from(cycle, step + 1);
        int kind = cycle.steps().get(step).kind();
        return switch (kind) {
            case Edges.SESSION ->
                "process " + from.operation().process() + " ran " + from.label() + " before "
                        + to.label();
            case Edges.REALTIME ->
                from.label() + " had returned before " + to.label() + " was invoked";
            default -> inference.because(from, to, kind);
        };
    }
}
