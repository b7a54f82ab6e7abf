package io.biplane.checker.suite;

import io.biplane.checker.history.Operation;
import io.biplane.checker.verdict.Verdict;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A checker with its name.
 *
 * @param name what users call it
 * @param aliases other names for it
 * @param about one sentence without full stop
 * @param operations what it reads, for people
 * @param takes parameters that mean something to it
 * @param needs those that it cannot do without
 * @param check judges paired operations, by invocation
 */
public record Checker(
        String name,
        List<String> aliases,
        String about,
        String operations,
        List<Parameter> takes,
        List<Parameter> needs,
        BiFunction<List<Operation>, Settings, Verdict> check) {
    public Checker {
        aliases = List.copyOf(aliases);
        takes = List.copyOf(takes);
        needs = List.copyOf(needs);
        if (!takes.containsAll(needs)) {
            throw new IllegalArgumentException(name + " needs what it does not take");
        }
    }

    /** The verdict. */
    public Verdict check(List<Operation> history, Settings settings) {
        return check.apply(history, settings);
    }
}
