package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Context;
import io.biplane.checker.history.Event;
import io.biplane.checker.history.EventType;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.history.Operations;
import io.biplane.checker.model.AppendModel;
import io.biplane.checker.model.BankModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.MultiRegisterModel;
import io.biplane.checker.model.MutexModel;
import io.biplane.checker.model.UnorderedQueueModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mutexes, queues without order, text that is appended to, registers read and written several at a
 * time, accounts: known histories, and random ones against brute force.
 */
class MoreModelsTest {
    private static final BankModel.Rules NO_RULES =
            new BankModel.Rules(new LinkedHashMap<>(), Optional.empty(), false);
    private static final BankModel.Rules FIRST_TOLD = new BankModel.Rules(
            BankModel.balances(List.of(List.of(0L, 1L), List.of(1L, 2L))).orElseThrow(),
            Optional.empty(),
            false);

    private static final RandomHistory.Questions MUTEX = (dice, number) ->
            new RandomHistory.Question(dice.chance(55) ? "acquire" : "release", Nil.NIL, Nil.NIL);

    private static final RandomHistory.Questions TWO_MUTEXES =
            (dice, number) -> new RandomHistory.Question(
                    dice.chance(60) ? "acquire" : "release", (long) dice.below(2), Nil.NIL);

    /** Each element comes at most once. */
    private static final RandomHistory.Questions BAG = (dice, number) -> dice.chance(50)
            ? new RandomHistory.Question("enqueue", (long) number, Nil.NIL)
            : new RandomHistory.Question(
                    "dequeue", Nil.NIL, dice.chance(50) ? Nil.NIL : (Object) (long) dice.below(3));

    /** Nobody finds it empty, and elements come again. */
    private static final RandomHistory.Questions FULL_BAG = (dice, number) -> dice.chance(60)
            ? new RandomHistory.Question("enqueue", (long) dice.below(2), Nil.NIL)
            : new RandomHistory.Question("dequeue", Nil.NIL, (long) dice.below(2));

    private static final RandomHistory.Questions ANY_BAG = (dice, number) -> dice.chance(50)
            ? new RandomHistory.Question("enqueue", (long) dice.below(2), Nil.NIL)
            : new RandomHistory.Question(
                    "dequeue", Nil.NIL, dice.chance(40) ? Nil.NIL : (Object) (long) dice.below(2));

    private static final List<String> TEXTS = List.of("", "a", "b", "ab", "ba", "aa", "aab", "bab");

    private static final RandomHistory.Questions TEXT = text(25);

    /** Nobody puts anything. */
    private static final RandomHistory.Questions APPENDED = text(0);

    private static RandomHistory.Questions text(int puts) {
        return (dice, number) -> {
            long key = dice.below(20) / 19;
            String piece = TEXTS.get(dice.below(4));
            Object shown = List.of(key, TEXTS.get(dice.below(TEXTS.size())));
            if (dice.chance(puts)) {
                return new RandomHistory.Question("put", List.of(key, piece), Nil.NIL);
            }
            return switch (dice.below(5)) {
                case 0, 1 -> new RandomHistory.Question("append", List.of(key, piece), Nil.NIL);
                case 2 -> new RandomHistory.Question("get-and-append", List.of(key, piece), shown);
                default ->
                    new RandomHistory.Question(
                            "get", List.of(key), dice.chance(20) ? List.of(key) : shown);
            };
        };
    }

    private static final RandomHistory.Questions REGISTERS = (dice, number) -> {
        if (dice.chance(15)) {
            Map<Object, Object> asked = new LinkedHashMap<>();
            Map<Object, Object> told = new LinkedHashMap<>();
            for (long key = dice.below(2); key < 3; key++) {
                asked.put(key, Nil.NIL);
                told.put(key, dice.chance(50) ? Nil.NIL : (Object) (long) dice.below(2));
            }
            return dice.chance(70)
                    ? new RandomHistory.Question("read", dice.chance(50) ? Nil.NIL : asked, told)
                    : new RandomHistory.Question("write", told, Nil.NIL);
        }
        List<Object> asked = new ArrayList<>();
        List<Object> told = new ArrayList<>();
        for (int i = 0; i < 1 + dice.below(3); i++) {
            long key = dice.below(3);
            if (dice.chance(60)) {
                asked.add(List.of("w", key, (long) dice.below(2)));
                told.add(asked.get(i));
            } else {
                asked.add(List.of("read", key, Nil.NIL));
                told.add(List.of(
                        "read", key, dice.chance(50) ? Nil.NIL : (Object) (long) dice.below(2)));
            }
        }
        return new RandomHistory.Question("txn", asked, told);
    };

    private static final RandomHistory.Questions BANK = bank(3);

    /** Never so much that what was there at first could be more than the definition tries. */
    private static final RandomHistory.Questions OPEN_BANK = bank(2);

    private static RandomHistory.Questions bank(int amountsMax) {
        return (dice, number) -> {
            if (dice.chance(60)) {
                long from = dice.below(2);
                return new RandomHistory.Question(
                        "transfer",
                        List.of(from, 1 - from, (long) dice.below(amountsMax)),
                        Nil.NIL);
            }
            long one = dice.below(4);
            List<Object> row = List.of(0L, one);
            return dice.chance(30)
                    ? new RandomHistory.Question("read", List.of(0L), List.of(row))
                    : new RandomHistory.Question(
                            "read",
                            Nil.NIL,
                            List.of(row, List.of(1L, (dice.chance(90) ? 3 : 4) - one)));
        };
    }

    static Stream<Arguments> examples() {
        Model<?> mutex = new MutexModel();
        return Stream.of(
                Arguments.of("mutex, taken in turns", mutex, true, """
                        |-acquire-|            |-release-|
                             |------acquire------------------|  |-release-|"""),
                Arguments.of("mutex, held twice at once", mutex, false, """
                        |-acquire-|                |-release-|
                                     |-acquire-|"""),
                Arguments.of("mutex, released before it was acquired", mutex, false, """
                        |-release-| |-acquire-|"""),
                Arguments.of("mutex, released by another", mutex, true, """
                        |-acquire-|             |-acquire-|
                                    |-release-|"""),
                Arguments.of("mutex, a crashed release explains it", mutex, true, """
                        |-acquire-| |-release->
                                       |-acquire-|"""),
                Arguments.of("mutex, a crashed release frees it once", mutex, false, """
                        |-acquire-| |-release->
                                       |-acquire-| |-acquire-|"""),
                Arguments.of("mutex, a crashed acquire need not have taken it", mutex, true, """
                        |-acquire->
                                     |-acquire-| |-release-| |-acquire-|"""));
    }

    static Stream<Arguments> bags() {
        return Stream.of(
                Arguments.of("unordered queue, overtaken", true, """
                        |-enqueue 1-| |-enqueue 2-| |-dequeue:2-| |-dequeue:1-|"""),
                Arguments.of("unordered queue, given twice", false, """
                        |-enqueue 1-| |-dequeue:1-| |-dequeue:1-|"""),
                Arguments.of("unordered queue, given before it came", false, """
                        |-dequeue:1-| |-enqueue 1-|"""),
                Arguments.of("unordered queue, lost", false, """
                        |-enqueue 1-| |-dequeue:nil-|"""),
                Arguments.of("unordered queue, a crashed dequeue took it", true, """
                        |-enqueue 1-| |-dequeue:nil-|
                              |-dequeue:1->"""),
                Arguments.of("unordered queue, a crashed dequeue took one only", false, """
                        |-enqueue 1-| |-enqueue 2-| |-dequeue:nil-|
                              |-dequeue:1->"""),
                Arguments.of("unordered queue, empty between two", true, """
                        |-enqueue 1-| |-dequeue:1-| |-enqueue 2-|
                                           |-dequeue:nil------|   |-dequeue:2-|"""));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("examples")
    void known_histories_are_judged_as_known(
            String name, Model<?> model, boolean isLinearizable, String drawing) throws Exception {
        expect(
                LinearizabilityChecker.check(Histories.drawn(drawing), model, Limits.DEFAULT),
                isLinearizable);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bags")
    void known_bags_are_judged_as_known(String name, boolean isLinearizable, String drawing)
            throws Exception {
        var history = Histories.drawn(drawing);
        expect(
                LinearizabilityChecker.check(
                        history, UnorderedQueueModel.of(history), Limits.DEFAULT),
                isLinearizable);
    }

    private static void expect(Verdict verdict, boolean isLinearizable) {
        assertThat(verdict.validity())
                .as(verdict.toString())
                .isEqualTo(isLinearizable ? Validity.VALID : Validity.INVALID);
    }

    /** Nobody told what was there: a read does, and so what went before it was possible or not. */
    @Test
    void what_was_there_at_first_has_to_pay_for_what_went_before() throws Exception {
        for (long left = 0; left < 2; left++) {
            List<Event> events = new ArrayList<>();
            ask(events, "transfer", List.of(0L, 1L, 1L), Nil.NIL);
            ask(events, "transfer", List.of(1L, 0L, 1L), Nil.NIL);
            ask(events, "read", Nil.NIL, List.of(List.of(0L, left), List.of(1L, 5L)));
            List<Operation> history = Operations.pair(events);
            expect(
                    LinearizabilityChecker.check(
                            history, BankModel.of(history, NO_RULES), Limits.DEFAULT),
                    left > 0);
        }
    }

    private static void ask(List<Event> events, String f, Object input, Object output) {
        for (EventType type : List.of(EventType.INVOKE, EventType.OK)) {
            Object value = type == EventType.OK ? output : input;
            long index = events.size();
            events.add(new Event(index, 0, type, f, value, index, Context.NONE));
        }
    }

    @Test
    void random_histories_agree_with_brute_force() throws Exception {
        compareAll(200, 40);
    }

    @Test
    @Tag("nightly")
    void random_histories_agree_twenty_thousand_times_each() throws Exception {
        compareAll(20_000, 50);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        new MoreModelsTest().what_was_there_at_first_has_to_pay_for_what_went_before();
        compareAll(300, 60);
    }

    private static void compareAll(int histories, long seed) throws Exception {
        AgainstBruteForceTest.compare(
                history -> new MutexModel(), NaiveObject.MUTEXES, MUTEX, histories, seed, false);
        AgainstBruteForceTest.compare(
                history -> new MutexModel(),
                NaiveObject.MUTEXES,
                TWO_MUTEXES,
                histories,
                seed + 1,
                false);
        for (RandomHistory.Questions bag : List.of(BAG, FULL_BAG, ANY_BAG)) {
            AgainstBruteForceTest.compare(
                    UnorderedQueueModel::of, NaiveObject.BAG, bag, histories, seed + 2, false);
        }
        for (RandomHistory.Questions text : List.of(TEXT, APPENDED)) {
            AgainstBruteForceTest.compare(
                    history -> new AppendModel(),
                    NaiveObject.TEXTS,
                    text,
                    histories,
                    seed + 3,
                    false);
        }
        AgainstBruteForceTest.compare(
                history -> MultiRegisterModel.of(history, Nil.NIL),
                NaiveObject.REGISTERS,
                REGISTERS,
                histories,
                seed + 4,
                false);
        AgainstBruteForceTest.compare(
                history -> BankModel.of(history, FIRST_TOLD),
                NaiveObject.BANK,
                BANK,
                histories,
                seed + 5,
                false);
        AgainstBruteForceTest.compare(
                history -> BankModel.of(history, NO_RULES),
                NaiveObject.OPEN_BANK,
                OPEN_BANK,
                histories / 4,
                seed + 6,
                false);
    }
}
