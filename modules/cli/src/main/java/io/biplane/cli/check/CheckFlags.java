package io.biplane.cli.check;

import io.biplane.checker.domain.LatencyChecker.Budget;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.order.Guarantee;
import io.biplane.checker.suite.Checker;
import io.biplane.checker.suite.Checkers;
import io.biplane.checker.suite.Detection;
import io.biplane.checker.suite.Format;
import io.biplane.checker.suite.Parameter;
import io.biplane.checker.suite.Settings;
import io.biplane.scenario.language.schema.Suggestion;

import picocli.CommandLine.Option;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code biplane check} can be told; turns flags into checkers and their settings. */
public final class CheckFlags {
    /** The word that asks for the list. */
    private static final String LIST = "list";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            split = ",",
            description = "What the history has to be consistent with; several are allowed. 'list' "
                    + "shows them. Left out, it is told from the operations where that is plain.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--load", paramLabel = "NAME", description = "Only events of this load.")
    private Optional<String> load = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "F",
            split = ",",
            description = "Only operations of these names.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--input-format",
            paramLabel = "jsonl|edn",
            description = "How the history is written; by the file's name when left out.")
    private Optional<Format> format = Optional.empty();

    @Option(names = "--json", description = "Print each verdict as a line of JSON.")
    private boolean json;

    @Option(
            names = "--draw",
            paramLabel = "FILE.svg|FOLDER",
            description = "Draw what an invalid verdict shows: the first anomaly into a file, all "
                    + "of them into a folder.")
    private Optional<Path> drawing = Optional.empty();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Isolation level that must hold (list-append, rw-register), from "
                    + "read-uncommitted to strict-serializable, which is the default; as suffix: "
                    + "list-append:serializable.")
    private Optional<String> level = Optional.empty();

    @Option(
            names = "--sequential-keys",
            description = "Each session sees a key's versions in their order (rw-register).")
    private boolean sequentialKeys;

    @Option(
            names = "--linearizable-keys",
            description = "Each key taken alone is linearizable (rw-register).")
    private boolean linearizableKeys;

    @Option(
            names = "--wfr-keys",
            description =
                    "A transaction's write of a key comes after what it read from it, whatever "
                            + "the level (rw-register).")
    private boolean wfrKeys;

    @Option(
            names = "--accept-undecided",
            description = "Exit with 0 if no anomaly was found but orders of versions are open "
                    + "(list-append, rw-register).")
    private boolean acceptsUndecided;

    @Option(
            names = "--max-offset",
            paramLabel = "DURATION",
            description = "Real time by the events' times instead of their order, by clocks of "
                    + "which any two differ by at most so much.")
    private Optional<String> maxOffset = Optional.empty();

    @Option(
            names = "--initial",
            paramLabel = "JSON",
            description =
                    "Value before the first write (register, registers), as JSON or, for an EDN "
                            + "history, as EDN; default null.")
    private Optional<String> initial = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps after which a search says unknown; default 5G.")
    private Optional<String> steps = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory at which a search says unknown; default 512MiB.")
    private Optional<String> memory = Optional.empty();

    @Option(
            names = "--total",
            paramLabel = "N",
            description = "Money there is (bank); default: what the first read shows.")
    private Optional<BigInteger> total = Optional.empty();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts there are (bank); default: those of the first read.")
    private Optional<Integer> accounts = Optional.empty();

    @Option(names = "--allow-negative", description = "Balances may be below zero (bank).")
    private boolean allowsNegative;

    @Option(
            names = "--longest-gap",
            paramLabel = "DURATION",
            description = "How long a client may wait with nothing acknowledged (availability).")
    private Optional<String> longestGap = Optional.empty();

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Process p is client p modulo N (availability); 1 takes all together; "
                    + "default: each process is one.")
    private Optional<Integer> clients = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "SPEC",
            description = "Latency budget (latency), several are allowed: p99<400ms, "
                    + "read.p99.9<1s, max<2s@20s..30s (operations invoked in that time).")
    private List<String> budgets = new ArrayList<>();

    /** Whether the list of models is asked for. */
    public boolean asksForList() {
        return models.contains(LIST);
    }

    /** Whether models are named. */
    public boolean namesModels() {
        return !models.isEmpty();
    }

    /** Whether verdicts are printed as JSON. */
    public boolean isJson() {
        return json;
    }

    /** Where to draw. */
    public Optional<Path> drawing() {
        return drawing;
    }

    /** How far any two clocks may differ; empty if the order of lines counts. */
    Optional<Long> maxOffsetNanos() {
        return maxOffset.map(text -> FlagText.nanos("--max-offset", text));
    }

    /** Which part of what is there makes the history. */
    HistoryInput.Selection selection() {
        return new HistoryInput.Selection(load, only);
    }

    /**
     * The checkers named, or the one that the history is plainly meant for.
     *
     * @throws BadFlag if a name is unknown, a parameter is missing or fits none of them, or nothing
     *     is named and the history is not plain
     */
    public List<Checkers.Named> checkers(List<Operation> history) {
        List<Checkers.Named> named = new ArrayList<>();
        for (String model : models) {
            named.add(Checkers.named(model).orElseThrow(() -> unknown(model)));
        }
        if (named.isEmpty()) {
            if (history.isEmpty()) {
                throw new BadFlag("the history has no operations; name what to check it for with"
                        + " --model: " + ModelList.names());
            }
            String plain = Detection.of(history)
                    .orElseThrow(() -> new BadFlag("the operations do not say what to check; name"
                            + " it with --model: " + ModelList.names()));
            named.add(Checkers.named(plain).orElseThrow());
        }
        checkParameters(named.stream().map(Checkers.Named::checker).toList());
        return named;
    }

    private static BadFlag unknown(String model) {
        int colon = model.indexOf(':');
        String name = colon < 0 ? model : model.substring(0, colon);
        Optional<Checker> checker = Checkers.find(name);
        if (checker.isEmpty()) {
            List<String> names = Checkers.all().stream().map(Checker::name).toList();
            return new BadFlag("there is no model '" + name + "'" + Suggestion.hint(name, names)
                    + "; there are " + ModelList.names());
        }
        return checker.get().takes().contains(Parameter.LEVEL)
                ? unknownLevel(model.substring(colon + 1))
                : new BadFlag("model " + name + " has no levels");
    }

    private static BadFlag unknownLevel(String level) {
        return new BadFlag("there is no level '" + level + "'"
                + Suggestion.hint(level, ModelList.levels()) + "; levels are "
                + String.join(", ", ModelList.levels()));
    }

    /** The parameters given, with whether each was. */
    private Map<Parameter, Boolean> given() {
        Map<Parameter, Boolean> given = new EnumMap<>(Parameter.class);
        given.put(Parameter.STEPS, steps.isPresent());
        given.put(Parameter.MEMORY, memory.isPresent());
        given.put(Parameter.INITIAL, initial.isPresent());
        given.put(Parameter.MAX_OFFSET, maxOffset.isPresent());
        given.put(Parameter.LEVEL, level.isPresent());
        given.put(Parameter.SEQUENTIAL_KEYS, sequentialKeys);
        given.put(Parameter.LINEARIZABLE_KEYS, linearizableKeys);
        given.put(Parameter.WFR_KEYS, wfrKeys);
        given.put(Parameter.ACCEPT_UNDECIDED, acceptsUndecided);
        given.put(Parameter.TOTAL, total.isPresent());
        given.put(Parameter.ACCOUNTS, accounts.isPresent());
        given.put(Parameter.ALLOW_NEGATIVE, allowsNegative);
        given.put(Parameter.LONGEST_GAP, longestGap.isPresent());
        given.put(Parameter.CLIENTS, clients.isPresent());
        given.put(Parameter.BUDGET, !budgets.isEmpty());
        return given;
    }

    private void checkParameters(List<Checker> checkers) {
        given().forEach((parameter, isGiven) -> {
            for (Checker checker : checkers) {
                if (!isGiven && checker.needs().contains(parameter)) {
                    throw new BadFlag("model " + checker.name() + " needs " + parameter.usage());
                }
            }
            boolean isMeant =
                    checkers.stream().anyMatch(checker -> checker.takes().contains(parameter));
            if (isGiven && !isMeant) {
                throw new BadFlag(parameter.flag() + " means nothing to "
                        + String.join(", ", checkers.stream().map(Checker::name).toList())
                        + "; it is for " + String.join(", ", takers(parameter)));
            }
        });
    }

    private static List<String> takers(Parameter parameter) {
        return Checkers.all().stream()
                .filter(checker -> checker.takes().contains(parameter))
                .map(Checker::name)
                .toList();
    }

    private Set<Guarantee> guarantees() {
        Set<Guarantee> guarantees = EnumSet.noneOf(Guarantee.class);
        if (sequentialKeys) {
            guarantees.add(Guarantee.SEQUENTIAL_KEYS);
        }
        if (linearizableKeys) {
            guarantees.add(Guarantee.LINEARIZABLE_KEYS);
        }
        if (wfrKeys) {
            guarantees.add(Guarantee.WFR_KEYS);
        }
        return guarantees;
    }

    /** How a source is written: as the flags say, else by its name. */
    public Format format(Path source) {
        return format.orElse(Format.of(source.toString()));
    }

    /**
     * The parameters' values.
     *
     * @param written how the history is, which says what the initial value is
     */
    public Settings settings(Format written) {
        Limits limits = new Limits(
                steps.map(text -> FlagText.count("--steps", text))
                        .orElse(Limits.DEFAULT.stepsMax()),
                memory.map(text -> FlagText.bytes("--memory", text))
                        .orElse(Limits.DEFAULT.memoryBytesMax()));
        if (clients.filter(count -> count < 1).isPresent()) {
            throw new BadFlag("--clients: there must be at least one");
        }
        List<Budget> parsed = budgets.stream().map(FlagText::budget).toList();
        return new Settings(
                limits,
                initial.map(written::value).orElse(Nil.NIL),
                maxOffsetNanos(),
                level.map(key -> Level.parse(key).orElseThrow(() -> unknownLevel(key)))
                        .orElse(Level.STRICT_SERIALIZABLE),
                guarantees(),
                acceptsUndecided,
                total,
                accounts,
                allowsNegative,
                longestGap.map(text -> FlagText.nanos("--longest-gap", text)),
                clients,
                parsed);
    }
}
