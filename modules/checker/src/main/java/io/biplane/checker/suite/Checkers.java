package io.biplane.checker.suite;

import io.biplane.checker.domain.LongForkChecker;
import io.biplane.checker.domain.SequentialChecker;
import io.biplane.checker.domain.SessionChecker;
import io.biplane.checker.domain.SetChecker;
import io.biplane.checker.domain.UniqueIdsChecker;
import io.biplane.checker.edn.JepsenHistory;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Pairing;
import io.biplane.checker.isolation.IsolationChecker;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.isolation.Workload;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.MapModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.verdict.Verdict;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checkers that need nothing but a history and a name. */
public final class Checkers {
    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        linear(
                "registers",
                "linearizable registers by key: read, write, cas",
                RegisterModel.keyed());
        linear(
                "register",
                "one linearizable register, values without key",
                RegisterModel.single(Nil.NIL));
        linear("map", "linearizable map: put, get, remove, put-if-absent", new MapModel());
        linear("counter", "linearizable counter: add, increment, read", new CounterModel());
        linear("linear-set", "linearizable set: add, remove, contains, read", SetModel.whole());
        linear("queue", "linearizable first-in-first-out queue", new QueueModel());
        isolation("list-append", "transactions that append to lists", Workload.LIST_APPEND);
        isolation("rw-register", "transactions that write registers", Workload.RW_REGISTER);
        ENTRIES.put(
                "set", new Entry("a set that loses nothing", (o, l) -> SetChecker.check(o, false)));
        ENTRIES.put(
                "session",
                new Entry(
                        "monotonic reads and writes of each session",
                        (o, l) -> SessionChecker.check(o)));
        ENTRIES.put(
                "unique-ids",
                new Entry(
                        "generate gives no id twice",
                        (o, l) -> UniqueIdsChecker.check(o, "generate")));
        ENTRIES.put(
                "long-fork",
                new Entry(
                        "readers agree on the order of writes",
                        (o, l) -> LongForkChecker.check(o)));
        ENTRIES.put(
                "sequential",
                new Entry(
                        "a client's writes appear in its order",
                        (o, l) -> SequentialChecker.check(o)));
    }

    private Checkers() {}

    private interface Check {
        Verdict check(List<Operation> operations, Limits limits);
    }

    private record Entry(String about, Check check) {}

    /** Names with a sentence each, in the order to show them. */
    public static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        ENTRIES.forEach((name, entry) -> names.put(name, entry.about));
        return names;
    }

    /** The verdict of a checker on paired operations; empty if there is none of that name. */
    public static Optional<Verdict> check(String name, List<Operation> operations, Limits limits) {
        return Optional.ofNullable(ENTRIES.get(name))
                .map(entry -> entry.check.check(operations, limits));
    }

    /** Reads and pairs a history: EDN if {@code fileName} ends in {@code .edn}, else JSON lines. */
    public static List<Operation> read(String fileName, Reader source)
            throws IOException, HistoryFormatException {
        Pairing pairing = new Pairing();
        if (fileName.endsWith(".edn")) {
            JepsenHistory.forEach(source, pairing);
        } else {
            new HistoryReader().forEach(source, pairing);
        }
        return pairing.operations();
    }

    private static void linear(String name, String about, Model<?> model) {
        ENTRIES.put(
                name,
                new Entry(
                        about,
                        (operations, limits) ->
                                LinearizabilityChecker.check(operations, model, limits)));
    }

    /**
     * Levels by suffix: {@code list-append} is strict serializable, {@code
     * list-append:serializable} less.
     */
    private static void isolation(String name, String about, Workload workload) {
        for (Level level : Level.values()) {
            boolean isDefault = level == Level.STRICT_SERIALIZABLE;
            String suffix = isDefault ? "" : ":" + level.word().replace(' ', '-');
            ENTRIES.put(
                    name + suffix,
                    new Entry(
                            about + ", " + level.word(),
                            (operations, limits) ->
                                    IsolationChecker.check(operations, workload, level)));
        }
    }
}
