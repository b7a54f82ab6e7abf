package io.biplane.bench.checker;

import io.biplane.bench.figure.Figure;
import io.biplane.bench.figure.Figures;
import io.biplane.bench.figure.Stopwatch;
import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.IsolationChecker;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.isolation.Workload;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import java.util.List;

/** Measures the checkers on long valid histories, and on one that nobody can decide. */
public final class CheckerBench {
    private static final long GIBIBYTE = 1L << 30;

    private CheckerBench() {}

    /** Measures. */
    public static void run(Figures figures) {
        List<Operation> contended = MadeHistories.registers(100_000, 64, 10, 0);
        measure(
                figures,
                "100,000 register operations, 10 keys, 5 % unknown",
                10,
                () -> registers(contended));
        List<Operation> repeated = MadeHistories.registers(100_000, 64, 100, 20);
        measure(
                figures,
                "the same on 100 keys, values repeat (by search)",
                10,
                () -> registers(repeated));
        List<Operation> wide = MadeHistories.registers(1_000_000, 64, 10_000, 0);
        measure(figures, "1,000,000 register operations, 10,000 keys", 20, () -> registers(wide));
        List<Operation> lists = MadeHistories.lists(1_000_000, 100);
        measure(figures, "1,000,000 list-append transactions", 30, () -> {
            Verdict verdict =
                    IsolationChecker.check(lists, Workload.LIST_APPEND, Level.STRICT_SERIALIZABLE);
            demand(verdict, Validity.VALID);
        });
        measure(figures, "undecidable queue, 20,000,000 steps, until unknown", 60, () -> {
            Limits limits = new Limits(20_000_000L, GIBIBYTE / 4);
            demand(
                    LinearizabilityChecker.check(worst(), new QueueModel(), limits),
                    Validity.UNKNOWN);
        });
    }

    private static void registers(List<Operation> operations) {
        demand(
                LinearizabilityChecker.check(operations, RegisterModel.keyed(), Limits.DEFAULT),
                Validity.VALID);
    }

    private static void measure(Figures figures, String what, double secondsMax, Runnable check) {
        Stopwatch watch = Stopwatch.start();
        check.run();
        figures.add(Figure.of(what, watch.cpuNanos() / 1e9, "s").atMost(secondsMax));
    }

    private static void demand(Verdict verdict, Validity expected) {
        if (verdict.validity() != expected) {
            throw new IllegalStateException("expected " + expected + " but got " + verdict);
        }
    }

    /**
     * Enqueued at once, dequeued at once, one of them never enqueued: every order has to be tried.
     */
    private static List<Operation> worst() {
        return WorstCase.queue(40);
    }
}
