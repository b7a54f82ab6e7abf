package io.biplane.checker.linear;

import io.biplane.checker.history.Operation;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.ModelMismatchException;
import io.biplane.checker.model.RegisterModel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides one part by the cheapest means that can: zones for registers with unique values, signs that
 * something is wrong or, for some objects, that nothing is, a search.
 *
 * <p>A search that does not end soon is first tried with operations of unknown outcome that may take
 * effect any number of times: that has far fewer configurations, and what fails there fails in
 * earnest. Only then it goes on to its limits.
 *
 * @param <S> the model's states
 */
final class Judge<S> {
    /** The share of the limits that the first tries get at most. */
    private static final int FIRST_TRY = 10;
    /**
     * Steps of the first try, and more for each event and each question of unknown outcome that may
     * be looked at there. Our choice: what a valid history takes that needs no luck, some times over.
     */
    private static final long FIRST_STEPS = 2_000_000;

    private static final long FIRST_STEPS_PER_EVENT = 200;
    private static final long FIRST_STEPS_PER_QUESTION = 4;

    private final Model<S> model;
    /** Whether anything but the search is used. */
    private final boolean usesShortcuts;

    Judge(Model<S> model, boolean usesShortcuts) {
        this.model = model;
        this.usesShortcuts = usesShortcuts;
    }

    /** What came out. */
    enum Answer {
        FITS,
        FAILS,
        UNKNOWN
    }

    /**
     * An answer with what is known of it.
     *
     * @param byZones whether it was found without a search
     * @param stuckAt if it fails: no prefix that ends before this event does
     * @param failsBy if it fails: the prefix that ends with this event probably does, too; never if
     *     nothing is known
     * @param guess if it fails: operations that probably matter, the surest first
     * @param progress if it is unknown: how far the search got and what ended it
     */
    record Result(
            Answer answer,
            long steps,
            boolean byZones,
            long stuckAt,
            long failsBy,
            List<Operation> guess,
            String progress) {
        static Result fits(long steps, boolean byZones) {
            return new Result(Answer.FITS, steps, byZones, 0, Operation.Span.NEVER, List.of(), "");
        }

        static Result fails(long steps, boolean byZones, long stuckAt, List<Operation> guess) {
            return new Result(
                    Answer.FAILS, steps, byZones, stuckAt, Operation.Span.NEVER, guess, "");
        }

        /** By a sign: its operations are in conflict once all of them have returned. */
        static Result fails(QuickRefutations.Sign sign) {
            long end = sign.operations().stream()
                    .filter(Operation::isOk)
                    .mapToLong(operation -> operation.span().returnIndex())
                    .max()
                    .orElse(Operation.Span.NEVER);
            return new Result(Answer.FAILS, 0, false, 0, end, sign.operations(), "");
        }

        static Result unknown(long steps, String progress) {
            return new Result(
                    Answer.UNKNOWN, steps, false, 0, Operation.Span.NEVER, List.of(), progress);
        }
    }

    /** Decides. */
    Result judge(List<Operation> operations, Limits limits) throws ModelMismatchException {
        if (usesShortcuts && model instanceof RegisterModel register) {
            Optional<Zones> zones = Zones.of(register, operations);
            if (zones.isPresent()) {
                return zones.get()
                        .conflict()
                        .map(conflict -> Result.fails(0, true, 0, conflict.operations()))
                        .orElse(Result.fits(0, true));
            }
        }
        Part<S> part = new Part<>(model, operations); // first: it refuses what is not of the model
        Optional<QuickRefutations.Sign> sign =
                usesShortcuts ? QuickRefutations.of(model, operations) : Optional.empty();
        if (sign.isPresent()) {
            return Result.fails(sign.get());
        }
        if (usesShortcuts && QuickRefutations.decide(model, operations)) {
            return Result.fits(0, false);
        }
        return search(part, limits);
    }

    private Result search(Part<S> part, Limits limits) {
        long share = Math.max(1, limits.stepsMax() / FIRST_TRY);
        long perEvent = FIRST_STEPS_PER_EVENT + FIRST_STEPS_PER_QUESTION * part.members.size();
        long enough = FIRST_STEPS + perEvent * part.events.length;
        Limits first = new Limits(Math.min(share, enough), limits.memoryBytesMax());
        SearchResult<S> result = new Search<>(part, false).run(first);
        long steps = result.steps();
        boolean isRelaxed = false;
        if (result instanceof SearchResult.GaveUp<S> && part.unknownCount > 0) {
            SearchResult<S> relaxed =
                    new Search<>(part, true).run(new Limits(share, limits.memoryBytesMax()));
            steps += relaxed.steps();
            isRelaxed = relaxed instanceof SearchResult.Stuck<S>;
            result = isRelaxed ? relaxed : result;
        }
        if (result instanceof SearchResult.GaveUp<S> && steps < limits.stepsMax()) {
            result = new Search<>(part, false)
                    .run(new Limits(limits.stepsMax() - steps, limits.memoryBytesMax()));
            steps += result.steps();
        }
        if (result instanceof SearchResult.Found<S>) {
            return Result.fits(steps, false);
        }
        if (result instanceof SearchResult.Stuck<S> stuck) {
            // What reached an event by using unknown operations again did not fit up to there.
            long stuckAt = isRelaxed ? 0 : part.historyIndex(stuck.event());
            return Result.fails(steps, false, stuckAt, guess(part, stuck));
        }
        SearchResult.GaveUp<S> gaveUp = (SearchResult.GaveUp<S>) result;
        String progress = "fits up to event " + gaveUp.event() + " of " + part.events.length
                + ", then " + gaveUp.limit(limits) + " was reached";
        return Result.unknown(steps, progress);
    }

    /** What fits nowhere, and what brought the states it finds. */
    private static <S> List<Operation> guess(Part<S> part, SearchResult.Stuck<S> stuck) {
        Set<Operation> guess = new LinkedHashSet<>();
        guess.add(part.operations.get(~part.events[stuck.event()]));
        for (SearchResult.DeadEnd<S> deadEnd : stuck.deadEnds()) {
            if (!deadEnd.effects().isEmpty()) {
                SearchResult.Effect<S> last =
                        deadEnd.effects().get(deadEnd.effects().size() - 1);
                guess.add(part.operations.get(last.operation()));
            }
        }
        return new ArrayList<>(guess);
    }
}
