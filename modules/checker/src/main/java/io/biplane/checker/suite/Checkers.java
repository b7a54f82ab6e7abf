package io.biplane.checker.suite;

import io.biplane.checker.domain.AvailabilityChecker;
import io.biplane.checker.domain.BankChecker;
import io.biplane.checker.domain.ClockSkew;
import io.biplane.checker.domain.KafkaChecker;
import io.biplane.checker.domain.LatencyChecker;
import io.biplane.checker.domain.LongForkChecker;
import io.biplane.checker.domain.SequentialChecker;
import io.biplane.checker.domain.SessionChecker;
import io.biplane.checker.domain.SetChecker;
import io.biplane.checker.domain.UniqueIdsChecker;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.IsolationChecker;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.isolation.Workload;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.AppendModel;
import io.biplane.checker.model.BankModel;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.MapModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.MultiRegisterModel;
import io.biplane.checker.model.MutexModel;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.model.UnorderedQueueModel;
import io.biplane.checker.verdict.Verdict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** All checkers by name. */
public final class Checkers {
    private static final List<Parameter> SEARCH =
            List.of(Parameter.STEPS, Parameter.MEMORY, Parameter.MAX_OFFSET);
    private static final List<Checker> ALL =
            all(linear(), moreLinear(), isolation(), domain(), service());

    private Checkers() {}

    /** All, in the order to show them. */
    public static List<Checker> all() {
        return ALL;
    }

    /** The checker of this name or alias; empty if there is none. */
    public static Optional<Checker> find(String name) {
        return ALL.stream()
                .filter(checker ->
                        checker.name().equals(name) || checker.aliases().contains(name))
                .findFirst();
    }

    @SafeVarargs
    private static List<Checker> all(List<Checker>... groups) {
        List<Checker> all = new ArrayList<>();
        for (List<Checker> group : groups) {
            all.addAll(group);
        }
        return List.copyOf(all);
    }

    private static List<Checker> linear() {
        return List.of(
                linear(
                        "registers",
                        List.of("kv", "cas-registers"),
                        "linearizable registers, each key one",
                        "write [k, v], read [k], cas [k, old, new]",
                        (history, settings) -> RegisterModel.keyed(settings.initial()),
                        true),
                linear(
                        "register",
                        List.of("cas-register"),
                        "one linearizable register",
                        "write v, read, cas [old, new]",
                        (history, settings) -> RegisterModel.single(settings.initial()),
                        true),
                linear(
                        "map",
                        List.of(),
                        "linearizable map",
                        "put [k, v], get [k], remove [k], put-if-absent [k, v]",
                        (history, settings) -> new MapModel(),
                        false),
                linear(
                        "counter",
                        List.of(),
                        "linearizable counter",
                        "add n, increment, read, add-and-get n",
                        (history, settings) -> new CounterModel(),
                        false),
                linear(
                        "linear-set",
                        List.of("linearizable-set"),
                        "linearizable set",
                        "add v, remove v, contains v, read",
                        (history, settings) -> SetModel.of(history),
                        false),
                linear(
                        "queue",
                        List.of("fifo"),
                        "linearizable first-in-first-out queue",
                        "enqueue v, dequeue",
                        (history, settings) -> new QueueModel(),
                        false));
    }

    private static List<Checker> moreLinear() {
        return List.of(
                linear(
                        "mutex",
                        List.of("lock"),
                        "linearizable mutexes, each name one",
                        "acquire, release, or both with a name",
                        (history, settings) -> new MutexModel(),
                        false),
                linear(
                        "multi-register",
                        List.of(),
                        "linearizable registers, several read and written at once",
                        "txn [[\"r\", k, v], [\"w\", k, v], …], read {k: v, …}, write {k: v, …}",
                        (history, settings) -> MultiRegisterModel.of(history, settings.initial()),
                        true),
                linear(
                        "kv-append",
                        List.of("string-append"),
                        "linearizable texts, each key one, put and appended to",
                        "put [k, v], append [k, v], get [k], get-and-append [k, v]",
                        (history, settings) -> new AppendModel(),
                        false),
                linear(
                        "unordered-queue",
                        List.of("bag"),
                        "linearizable queue without order",
                        "enqueue v, dequeue",
                        (history, settings) -> UnorderedQueueModel.of(history),
                        false),
                linearBank());
    }

    private static Checker linearBank() {
        List<Parameter> takes = new ArrayList<>(SEARCH);
        takes.addAll(List.of(Parameter.INITIAL, Parameter.TOTAL, Parameter.ALLOW_NEGATIVE));
        return new Checker(
                "linear-bank",
                List.of("linearizable-bank"),
                "linearizable accounts",
                "transfer {from, to, amount}, read or balance, giving all accounts or those asked for",
                takes,
                List.of(),
                byClocks(Checkers::linearBank));
    }

    private static Verdict linearBank(List<Operation> history, Settings settings) {
        boolean isTold = !(settings.initial() instanceof Nil);
        Optional<Map<Object, BigInteger>> first = isTold
                ? BankModel.balances(settings.initial())
                : Optional.of(new LinkedHashMap<>());
        if (first.isEmpty()) {
            return Verdict.unknown(
                    "linearizable bank",
                    "--initial " + settings.initial() + " is no object of accounts with whole"
                            + " numbers",
                    new TreeMap<>());
        }
        BankModel.Rules rules =
                new BankModel.Rules(first.get(), settings.total(), settings.allowsNegative());
        return linearizable(history, BankModel.of(history, rules), settings.limits());
    }

    private static List<Checker> isolation() {
        List<Parameter> takes =
                List.of(Parameter.LEVEL, Parameter.MAX_OFFSET, Parameter.ACCEPT_UNDECIDED);
        List<Parameter> ofRegisters = new ArrayList<>(takes);
        ofRegisters.addAll(List.of(
                Parameter.SEQUENTIAL_KEYS, Parameter.LINEARIZABLE_KEYS, Parameter.WFR_KEYS));
        return List.of(
                new Checker(
                        "list-append",
                        List.of("append"),
                        "isolation of transactions that append to lists",
                        "txn [[\"append\", k, v], [\"r\", k, [v…]], …]",
                        takes,
                        List.of(),
                        isolation(Workload.LIST_APPEND)),
                new Checker(
                        "rw-register",
                        List.of("wr"),
                        "isolation of transactions that write registers",
                        "txn [[\"w\", k, v], [\"r\", k, v], …]",
                        ofRegisters,
                        List.of(),
                        isolation(Workload.RW_REGISTER)));
    }

    private static List<Checker> domain() {
        return List.of(
                plain(
                        "set",
                        "a set loses nothing that was added, at no time",
                        "add v, read",
                        operations -> SetChecker.check(operations, false)),
                plain(
                        "set-eventual",
                        "a set loses nothing for good",
                        "add v, read",
                        operations -> SetChecker.check(operations, true)),
                new Checker(
                        "bank",
                        List.of(),
                        "money is moved, never made or lost",
                        "read or balance, giving [[account, balance], …]",
                        List.of(Parameter.TOTAL, Parameter.ACCOUNTS, Parameter.ALLOW_NEGATIVE),
                        List.of(),
                        (operations, settings) -> BankChecker.check(
                                operations,
                                List.of("read", "balance"),
                                new BankChecker.Rules(
                                        settings.accounts(),
                                        settings.total(),
                                        settings.allowsNegative()))),
                plain(
                        "session",
                        "reads and writes of a session do not go back",
                        "write [k, n], read [k], n rising with versions",
                        SessionChecker::check),
                plain(
                        "sequential",
                        "a client's writes appear in its order",
                        "read [[k, v or null], …], the key written last first",
                        SequentialChecker::check),
                plain(
                        "long-fork",
                        "readers agree on the order of writes",
                        "read [[k, v or null], …], each key written once",
                        LongForkChecker::check),
                new Checker(
                        "kafka",
                        List.of("log"),
                        "logs lose, repeat and reorder no messages",
                        "send, poll or txn [[\"send\", k, v], [\"poll\"], …], assign [k, …],"
                                + " subscribe [k, …]",
                        List.of(),
                        List.of(),
                        (operations, settings) -> KafkaChecker.check(operations)),
                plain(
                        "unique-ids",
                        "no id is given out twice",
                        "generate",
                        operations -> UniqueIdsChecker.check(operations, "generate")));
    }

    private static List<Checker> service() {
        return List.of(
                new Checker(
                        "availability",
                        List.of(),
                        "no client waits longer than so long with nothing acknowledged",
                        "any",
                        List.of(Parameter.LONGEST_GAP, Parameter.CLIENTS),
                        List.of(Parameter.LONGEST_GAP),
                        Checkers::availability),
                new Checker(
                        "latency",
                        List.of(),
                        "percentiles of latency stay in their budgets",
                        "any",
                        List.of(Parameter.BUDGET),
                        List.of(Parameter.BUDGET),
                        (operations, settings) ->
                                LatencyChecker.check(operations, settings.budgets())));
    }

    private static Verdict availability(List<Operation> operations, Settings settings) {
        Function<Operation, Object> clientOf = settings.clients().isEmpty()
                ? Operation::process
                : operation ->
                        Math.floorMod(operation.process(), settings.clients().get());
        return AvailabilityChecker.check(
                operations, clientOf, settings.longestGapNanos().orElse(Long.MAX_VALUE));
    }

    private static Checker plain(
            String name,
            String about,
            String operations,
            Function<List<Operation>, Verdict> check) {
        return new Checker(
                name,
                List.of(),
                about,
                operations,
                List.of(),
                List.of(),
                (history, settings) -> check.apply(history));
    }

    private static Checker linear(
            String name,
            List<String> aliases,
            String about,
            String operations,
            BiFunction<List<Operation>, Settings, Model<?>> model,
            boolean hasInitial) {
        List<Parameter> takes = new ArrayList<>(SEARCH);
        if (hasInitial) {
            takes.add(Parameter.INITIAL);
        }
        return new Checker(
                name,
                aliases,
                about,
                operations,
                takes,
                List.of(),
                byClocks((history, settings) ->
                        linearizable(history, model.apply(history, settings), settings.limits())));
    }

    private static Verdict linearizable(List<Operation> history, Model<?> model, Limits limits) {
        return history.stream().anyMatch(Operation::isOk)
                ? LinearizabilityChecker.check(history, model, limits)
                : Verdict.unknown(
                        "linearizable " + model.name(),
                        "no operation was acknowledged",
                        new TreeMap<>());
    }

    private static BiFunction<List<Operation>, Settings, Verdict> isolation(Workload workload) {
        return byClocks((history, settings) -> IsolationChecker.check(
                history,
                workload,
                new IsolationChecker.Question(
                        settings.level(), settings.guarantees(), settings.acceptsUndecided())));
    }

    /** Real time by clocks that may differ, if so wished. */
    private static BiFunction<List<Operation>, Settings, Verdict> byClocks(
            BiFunction<List<Operation>, Settings, Verdict> check) {
        return (history, settings) -> settings.maxOffsetNanos().isEmpty()
                ? check.apply(history, settings)
                : byClocks(check, history, settings, settings.maxOffsetNanos().get());
    }

    private static Verdict byClocks(
            BiFunction<List<Operation>, Settings, Verdict> check,
            List<Operation> history,
            Settings settings,
            long maxOffsetNanos) {
        Verdict verdict = check.apply(ClockSkew.widened(history, maxOffsetNanos), settings);
        TreeMap<String, Object> facts = new TreeMap<>(verdict.facts());
        facts.put("clocks_differ_nanos_max", maxOffsetNanos);
        facts.put("events_numbered_by", "time");
        return new Verdict(
                verdict.checker() + " by clocks",
                verdict.validity(),
                verdict.summary(),
                verdict.anomalies(),
                facts);
    }

    /** A name with a level, such as {@code list-append:serializable}, taken apart. */
    public static Optional<Named> named(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Optional<Checker> checker = find(name);
        if (colon < 0 || checker.isEmpty()) {
            return checker.map(found -> new Named(found, Optional.empty()));
        }
        Optional<Level> level = checker.get().takes().contains(Parameter.LEVEL)
                ? Level.parse(text.substring(colon + 1))
                : Optional.empty();
        return level.map(found -> new Named(checker.get(), level));
    }

    /** A checker, and a level if its name had one. */
    public record Named(Checker checker, Optional<Level> level) {
        /** The verdict; the name's level goes before the settings'. */
        public Verdict check(List<Operation> history, Settings settings) {
            return checker.check(history, level.map(settings::level).orElse(settings));
        }
    }
}
