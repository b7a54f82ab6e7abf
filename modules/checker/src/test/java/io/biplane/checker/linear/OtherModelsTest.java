package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Whole;
import io.biplane.checker.model.CounterModel;
import io.biplane.checker.model.MapModel;
import io.biplane.checker.model.Model;
import io.biplane.checker.model.QueueModel;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.model.SetModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Models beside the plain register: known histories, and random ones against brute force. */
class OtherModelsTest {
    private static final RandomHistory.Questions COUNTER = (dice, number) -> dice.chance(50)
            ? dice.chance(80)
                    ? new RandomHistory.Question("add", (long) dice.below(3) - 1, Nil.NIL)
                    : new RandomHistory.Question("increment", Nil.NIL, Nil.NIL)
            : dice.chance(70)
                    ? new RandomHistory.Question("read", Nil.NIL, (long) dice.below(3) - 1)
                    : new RandomHistory.Question("add-and-get", 1L, (long) dice.below(3));

    /** The largest number of 64 bits, and its neighbours on both sides. */
    private static final RandomHistory.Questions LARGE_COUNTER = (dice, number) -> {
        BigInteger step = BigInteger.ONE.shiftLeft(62 + dice.below(2));
        Number delta = Whole.of(dice.chance(40) ? step.negate() : step);
        Number seen = Whole.of(step.multiply(BigInteger.valueOf(dice.below(5) - 2L)));
        return dice.chance(60)
                ? new RandomHistory.Question("add", delta, Nil.NIL)
                : dice.chance(50)
                        ? new RandomHistory.Question("read", Nil.NIL, seen)
                        : new RandomHistory.Question("add-and-get", delta, seen);
    };

    private static final RandomHistory.Questions SET = (dice, number) -> {
        long element = dice.below(2);
        return switch (dice.below(4)) {
            case 0 ->
                new RandomHistory.Question(
                        "add", element, dice.chance(50) ? Nil.NIL : (Object) dice.chance(60));
            case 1 ->
                new RandomHistory.Question(
                        "remove", element, dice.chance(50) ? Nil.NIL : (Object) dice.chance(60));
            case 2 -> new RandomHistory.Question("contains", element, dice.chance(50));
            default ->
                new RandomHistory.Question(
                        "read",
                        Nil.NIL,
                        List.of(List.of(), List.of(0L), List.of(1L, 0L), List.of(1L, 0L, 1L))
                                .get(dice.below(dice.chance(10) ? 4 : 3)));
        };
    };

    private static final RandomHistory.Questions QUEUE = (dice, number) -> dice.chance(50)
            ? new RandomHistory.Question("enqueue", (long) dice.below(3), Nil.NIL)
            : new RandomHistory.Question(
                    "dequeue", Nil.NIL, dice.chance(30) ? Nil.NIL : (Object) (long) dice.below(3));

    private static final RandomHistory.Questions MAP = (dice, number) -> {
        long key = dice.below(2);
        long value = dice.below(2);
        return switch (dice.below(4)) {
            case 0 -> new RandomHistory.Question("put", List.of(key, value), Nil.NIL);
            case 1 ->
                new RandomHistory.Question(
                        "get", List.of(key), dice.chance(40) ? List.of(key) : List.of(key, value));
            case 2 ->
                new RandomHistory.Question(
                        "remove", List.of(key), dice.chance(60) ? Nil.NIL : List.of(key, value));
            default ->
                new RandomHistory.Question(
                        "put-if-absent", List.of(key, value), List.of(key, dice.chance(50)));
        };
    };

    static Stream<Arguments> examples() {
        Model<?> queue = new QueueModel();
        Model<?> set = SetModel.whole();
        Model<?> counter = new CounterModel();
        Model<?> cas = RegisterModel.single(0L);
        return Stream.of(
                // Herlihy and Wing 1990, figure 1, H1 to H4: queues.
                Arguments.of("queue H1", queue, true, """
                        |--enqueue 1-------|   |-dequeue:1-| |-enqueue 3-|
                               |-enqueue 2-|          |-dequeue:2------------|
                        """),
                Arguments.of("queue H2", queue, false, """
                        |-enqueue 1-|
                                      |-enqueue 2-| |-dequeue:2-|"""),
                Arguments.of("queue H3", queue, true, """
                        |-enqueue 1-| |-dequeue:1-|
                              |-enqueue 2-|"""),
                Arguments.of("queue H4: dequeued twice", queue, false, """
                        |-enqueue 1---|
                           |-enqueue 2---|
                                           |-dequeue:2-|
                                           |-dequeue:2-|"""),
                Arguments.of("queue empty in between", queue, false, """
                        |-enqueue 1-|
                                      |-dequeue:nil-|"""),
                Arguments.of("queue, dequeued before it came", queue, false, """
                        |-dequeue:1-|
                                       |-enqueue 1-|"""),
                Arguments.of("queue, overtaken by what came later", queue, false, """
                        |-enqueue 1-| |-enqueue 2-| |-dequeue:2-| |-dequeue:1-|"""),
                Arguments.of("queue, overtaken by what came at the same time", queue, true, """
                        |-enqueue 1----|  |-dequeue:2-| |-dequeue:1-|
                        |-enqueue 2----|"""),
                Arguments.of("queue, a crashed dequeue may have taken the first", queue, true, """
                        |-enqueue 1-| |-enqueue 2-| |-dequeue:2-|
                                |-dequeue:1->"""),
                Arguments.of("a crashed dequeue took it", queue, true, """
                        |-enqueue 1-|              |-dequeue:nil-|
                                      |-dequeue:1->"""),
                Arguments.of("set loses an element", set, false, """
                        |-add 1-| |-add 2-|
                                            |-read:1 3-|
                                |--add 3->"""),
                Arguments.of("set shows an element twice", set, false, """
                        |-add 1-|  |-read:1 1-|"""),
                Arguments.of("set keeps both, and one of unknown outcome", set, true, """
                        |-add 1-| |-add 2-| |-read:1 2-|
                                |--add 3->              |-read:1 2 3-|"""),
                Arguments.of("counter sees both", counter, true, """
                        |-add 1-----|  |-read:3-|
                        |-add 2-----|"""),
                Arguments.of("counter goes back", counter, false, """
                        |-add 1----------------------|
                             |-read:1-| |-read:0-|"""),
                Arguments.of("cas wins once", cas, false, """
                        |-cas 0 1-|
                        |-cas 0 2-|"""),
                Arguments.of("cas chain in either order", cas, true, """
                        |-cas 1 2-|
                        |-cas 0 1-| |-read:2-|"""),
                Arguments.of("a crashed cas explains a value", cas, true, """
                        |-cas 0 5->
                                    |-read:5-| |-cas 5 0-|"""),
                Arguments.of(
                        "a crashed write is kept for when nothing else will do", cas, true, """
                        |-write 5->
                        |-cas 0 3->
                        |-cas 3 5->
                                    |-read:5-| |-write 9-| |-read:5-|"""),
                Arguments.of("a crashed cas needs its value", cas, false, """
                        |-cas 3 5->
                                    |-read:5-|"""));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("examples")
    void known_histories_are_judged_as_known(
            String name, Model<?> model, boolean isLinearizable, String drawing) throws Exception {
        Verdict verdict =
                LinearizabilityChecker.check(Histories.drawn(drawing), model, Limits.DEFAULT);
        assertThat(verdict.validity())
                .as(verdict.toString())
                .isEqualTo(isLinearizable ? Validity.VALID : Validity.INVALID);
    }

    @Test
    void counters_sets_queues_and_maps_agree_with_brute_force() throws Exception {
        compareAll(500, 10);
    }

    @Test
    void counters_sets_queues_and_maps_agree_ten_thousand_times_each() throws Exception {
        compareAll(10_000, 20);
    }

    /** For the mutants. */
    static void quick() throws Exception {
        for (Object[] example : examples().map(Arguments::get).toList()) {
            Verdict verdict = LinearizabilityChecker.check(
                    Histories.drawn((String) example[3]), (Model<?>) example[1], Limits.DEFAULT);
            assertThat(verdict.validity() == Validity.VALID).isEqualTo(example[2]);
            Verdict bySearch = LinearizabilityChecker.checkBySearch(
                    Histories.drawn((String) example[3]), (Model<?>) example[1], Limits.DEFAULT);
            assertThat(bySearch.validity() == Validity.VALID).isEqualTo(example[2]);
        }
        compareAll(400, 30);
    }

    private static void compareAll(int histories, long seed) throws Exception {
        AgainstBruteForceTest.compare(
                new CounterModel(), NaiveObject.COUNTER, COUNTER, histories, seed, false);
        AgainstBruteForceTest.compare(
                new CounterModel(), NaiveObject.COUNTER, LARGE_COUNTER, histories, seed + 9, false);
        AgainstBruteForceTest.compare(
                SetModel.whole(), NaiveObject.SET, SET, histories, seed + 1, false);
        AgainstBruteForceTest.compare(
                new QueueModel(), NaiveObject.QUEUE, QUEUE, histories, seed + 2, false);
        AgainstBruteForceTest.compare(
                new MapModel(), NaiveObject.MAP, MAP, histories, seed + 3, true);
    }

    /** A verdict that a sign gives names few operations and says why. */
    @Test
    void what_shows_without_a_search_is_told_in_words() throws Exception {
        assertThat(told(new CounterModel(), """
                |-add 2-| |-read:7-|
                     |-add 3-----|""")).contains("at least 0 and at most 5 then, not 7");
        assertThat(told(SetModel.whole(), """
                |-add 1-| |-add 2-| |-add 3-| |-read:2 3-|""")).contains("1 had been added before");
        assertThat(told(SetModel.whole(), """
                |-add 1-| |-read:1 2-| |-add 2-|""")).contains("nobody had asked to add 2");
        assertThat(told(SetModel.whole(), """
                |-add 1--| |-read:1 2-|
                |-add 2----------------|
                |-add 3----------------|
                           |-read:1 3-|""")).contains("neither read has all that the other has");
        assertThat(told(SetModel.whole(), """
                |-add 1------------------------------|
                |-add 2------------------------------|
                |-add 3------------------------------|
                   |-read:1 2 3-| |-read:1 2-|""")).contains("the later read has less");
    }

    private static String told(Model<?> model, String drawing) throws Exception {
        Verdict verdict =
                LinearizabilityChecker.check(Histories.drawn(drawing), model, Limits.DEFAULT);
        assertThat(verdict.anomalies()).as(verdict.toString()).hasSize(1);
        return verdict.anomalies().get(0).explanation();
    }

    @Test
    void an_operation_the_model_does_not_know_makes_the_answer_unknown() throws Exception {
        Verdict verdict = LinearizabilityChecker.check(
                Histories.drawn("|-pop:1-|"), new QueueModel(), Limits.DEFAULT);
        assertThat(verdict.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.summary()).contains("pop", "expected enqueue or dequeue");
    }
}
