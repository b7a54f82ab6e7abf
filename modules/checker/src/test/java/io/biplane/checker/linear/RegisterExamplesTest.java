package io.biplane.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operation;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Validity;
import io.biplane.checker.verdict.Verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** Known histories of one register, each with what the literature says of it, by both methods. */
class RegisterExamplesTest {
    private static final boolean YES = true;
    private static final boolean NO = false;

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("Herlihy and Wing 1990, figure 1: sequential", YES, """
                        |-write 1-|
                                   |-read:1-|"""),
                Arguments.of("nothing was written yet", YES, "|-read:nil-|"),
                Arguments.of("a value that nobody wrote", NO, "|-write 1-| |-read:2-|"),
                Arguments.of("a stale read after an acknowledged write", NO, """
                        |-write 1-| |-write 2-|
                                                 |-read:1-|"""),
                Arguments.of("a read of nothing after an acknowledged write", NO, """
                        |-write 1-|
                                    |-read:nil-|"""),
                Arguments.of("a read during the write may see old or new", YES, """
                        |-------write 1------------------|
                           |-read:nil-| |-read:1-|"""),
                Arguments.of("but not new and then old", NO, """
                        |-------write 1------------------|
                           |-read:1-| |-read:nil-|"""),
                Arguments.of("Porcupine's README: clients see 100, then 0", NO, """
                        |-----------write 100----------|
                             |-read:100-|
                                          |-read:nil-|"""),
                Arguments.of("two concurrent writes, readers agree on the order", YES, """
                        |----write 1----|
                        |----write 2----|
                                          |-read:1-|
                                                    |-read:1-|"""),
                Arguments.of("two concurrent writes, readers flip", NO, """
                        |----write 1----|
                        |----write 2----|
                                          |-read:1-|
                                                    |-read:2-|"""),
                Arguments.of("a crashed write takes effect late", YES, """
                        |-write 1->
                                    |-write 2-| |-read:2-| |-read:1-|"""),
                Arguments.of("a crashed write takes effect once only", NO, """
                        |-write 1->
                                    |-read:1-| |-write 2-| |-read:1-|"""),
                Arguments.of("a crashed write need not take effect", YES, """
                        |-write 1->
                                    |-read:nil-| |-write 2-| |-read:2-|"""),
                Arguments.of("a crashed write is not seen before it begins", NO, """
                                   |-write 1->
                        |-read:1-|            """),
                Arguments.of("a crashed read says nothing", YES, """
                        |-read:7->
                                    |-write 1-| |-read:1-|"""),
                Arguments.of("a value inside another's time", NO, """
                        |-write 1-|                          |-read:1-|
                                    |-write 2-||-read:2-|"""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void zones_and_search_say_what_the_literature_says(
            String name, boolean isLinearizable, String drawing) throws Exception {
        List<Operation> operations = Histories.drawn(drawing);
        RegisterModel model = RegisterModel.single(Nil.NIL);
        Verdict byZones = LinearizabilityChecker.check(operations, model, Limits.DEFAULT);
        Verdict bySearch = LinearizabilityChecker.checkBySearch(operations, model, Limits.DEFAULT);
        Validity expected = isLinearizable ? Validity.VALID : Validity.INVALID;
        assertThat(byZones.validity()).as(byZones.toString()).isEqualTo(expected);
        assertThat(bySearch.validity()).as(bySearch.toString()).isEqualTo(expected);
        assertThat(byZones.facts().get("parts_by_zones")).isEqualTo(1L);
        assertThat(bySearch.facts().get("parts_by_zones")).isEqualTo(0L);
        assertThat(BruteForce.isLinearizable(operations, NaiveObject.SINGLE_REGISTER))
                .isEqualTo(isLinearizable);
        if (!isLinearizable) {
            // Both claim the smallest failing prefix, so they must name the same event.
            assertThat(byZones.anomalies().get(0).lastEventIndex())
                    .isEqualTo(bySearch.anomalies().get(0).lastEventIndex());
        }
    }
}
