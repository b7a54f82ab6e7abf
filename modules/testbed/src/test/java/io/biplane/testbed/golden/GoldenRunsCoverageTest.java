package io.biplane.testbed.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.expect.Bound;
import io.biplane.scenario.expect.Check;
import io.biplane.scenario.expect.Coverage;
import io.biplane.scenario.expect.LoadMetric;
import io.biplane.scenario.expect.Metric;
import io.biplane.scenario.expect.Scope;
import io.biplane.scenario.language.grammar.StepKeys;
import io.biplane.scenario.language.grammar.VerbKeys;
import io.biplane.scenario.language.grammar.VerbShape;
import io.biplane.scenario.timeline.Condition;
import io.biplane.scenario.timeline.Target;
import io.biplane.scenario.timeline.TimelineStep;
import io.biplane.scenario.timeline.Trigger;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whatever the language can say is in some golden run, and what can be red or green is seen both. The words come from the language's own
 * tables, so a new one cannot come without its file.
 */
class GoldenRunsCoverageTest {
    private static final List<RunFile> FILES = RunFile.all();

    @Test
    void when_aVerbExists_then_aRunCarriesItOut() {
        assertCovered(
                "verb/",
                VerbKeys.words().stream(),
                (word, file) -> file.scenarioOf().timeline().stream()
                        .filter(step -> step.verb().name().equals(word))
                        .map(step -> Pattern.quote(step.id()))
                        .anyMatch(id -> has(file, "^ *[0-9.]+s " + id + ": ")
                                && has(file, "^ *[0-9.]+s " + id + " is done")));
    }

    @Test
    void when_aStepIsBound_then_itsVerbSpeaksOfItself() throws Exception {
        for (RunFile file : FILES) {
            for (TimelineStep step : file.scenarioOf().timeline()) {
                Object own = step.verb().getClass().getField("FACTS").get(null);
                assertThat(step.verb().facts()).as(file + " " + step.id()).isSameAs(own);
            }
        }
    }

    @Test
    void when_aVerbMayHaveToBeRefused_then_aRunShowsItRefusedAndNot() {
        assertCovered(
                "refused/",
                VerbKeys.VERBS.stream()
                        .filter(verb -> verb.section().keys().contains(VerbKeys.EXPECT_ERROR))
                        .map(VerbShape::word),
                (word, file) -> has(file, "^held    step .*: refused: ")
                        && has(file, "^BROKEN  step .* was not refused"));
    }

    @Test
    void when_aCheckExists_then_itIsSeenHeldAndBroken() {
        Stream<String> words = Arrays.stream(Check.Kind.values()).map(Check.Kind::word);
        assertCovered(
                "check/",
                words.flatMap(word -> Stream.of(word + "_held", word + "_broken")),
                (name, file) -> {
                    String word = name.replaceAll("_(held|broken)$", "");
                    return name.endsWith("_held")
                            ? has(file, "^held    " + word)
                            : has(file, "^BROKEN  " + word) || has(file, "^CRASHED, exit 70: ");
                });
    }

    @Test
    void when_aMeasureExists_then_itIsSeenHeldAndBroken() {
        assertCovered(
                "measure/",
                Arrays.stream(LoadMetric.values()).map(LoadMetric::word),
                (word, file) -> isHeldAndBroken(file, "[a-z]+(\\.[a-z]+)?\\." + word + " "));
        assertCovered(
                "measure/", Stream.of("duration"), (word, file) -> isHeldAndBroken(file, word));
        assertCovered(
                "measure/", Stream.of("count"), (word, file) -> isHeldAndBroken(file, "count\\("));
        assertThat(Metric.class.getPermittedSubclasses())
                .as("kinds of measures: of a load, of events, of a step")
                .hasSize(3);
    }

    @Test
    void when_aBoundExists_then_itIsSeenHeldAndBroken() {
        assertCovered(
                "bound/",
                Arrays.stream(Bound.Comparison.values()).map(GoldenRunsCoverageTest::word),
                (word, file) -> isHeldAndBroken(
                        file,
                        "kv.operations "
                                + Bound.Comparison.valueOf(word.toUpperCase(Locale.ROOT))
                                        .sign() + " "));
        assertCovered(
                "bound/",
                others(Bound.class, Bound.Absolute.class),
                (word, file) -> isHeldAndBroken(file, ".*x before"));
    }

    @Test
    void when_aScopeExists_then_itIsSeenHeldAndBroken() {
        assertCovered(
                "scope/",
                others(Scope.Window.class, Scope.Whole.class),
                (word, file) -> isHeldAndBroken(file, ".* " + word + "\\b"));
        assertCovered("scope/", Stream.of("overall"), (word, file) -> isHeldAndBroken(file, "kv"));
        // A scope has a window, a virtual cluster and a variant.
        assertThat(Arrays.stream(Scope.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("window", "virtualCluster", "variant");
        assertCovered(
                "scope/",
                Stream.of("for", "with"),
                (word, file) -> isHeldAndBroken(file, ".* " + word + " "));
        assertCovered("scope/", Stream.of("always"), (word, file) -> isHeldAndBroken(file, ""));
    }

    @Test
    void when_somethingMayBeAskedToHappen_then_aRunDoesItAndAnotherDoesNot() {
        List<String> missing = new ArrayList<>();
        for (Coverage.Word word : Coverage.Word.values()) {
            for (String found : List.of("held    ", "BROKEN  ")) {
                String line = "^" + found + "sometimes " + word.word() + ": ";
                if (filesIn("sometimes/").noneMatch(file -> has(file, line))) {
                    missing.add(found + word.word());
                }
            }
        }
        assertThat(missing).as("in no file below sometimes/").isEmpty();
    }

    @Test
    void when_aTriggerExists_then_aRunHasIt() {
        assertCovered(
                "trigger/",
                StepKeys.TRIGGERS.stream(),
                (word, file) -> file.scenarioText().contains(word));
        // 'every' is unrolled to 'at' when the file is read.
        assertThat(Trigger.class.getPermittedSubclasses()).hasSize(StepKeys.TRIGGERS.size() - 1);
    }

    @Test
    void when_aStateCanBeWaitedFor_then_aRunWaitsForIt() {
        Predicate<RunFile> fires = file -> has(file, "^ *[0-9.]+s then: ");
        assertCovered(
                "when/",
                Arrays.stream(Condition.NodeState.values()).map(GoldenRunsCoverageTest::word),
                (word, file) -> fires.test(file) && file.scenarioText().contains(word + "("));
        assertCovered(
                "when/",
                others(Condition.class, Condition.Node.class),
                (word, file) -> fires.test(file) && file.scenarioText().contains(word + "("));
    }

    @Test
    void when_aTargetExists_then_aRunNamesIt() {
        assertCovered("role/", others(Target.class, Object.class), (word, file) -> true);
        String all = filesIn("role/").map(RunFile::scenarioText).reduce("", String::concat);
        Stream.of(Target.RangeRole.values(), Target.PlaceKind.values(), Target.GroupKind.values())
                .flatMap(Arrays::stream)
                .forEach(kind -> assertThat(all).contains(word(kind)));
    }

    @Test
    void when_aRunCanEndSo_then_aRunDoes() {
        for (Verdict verdict : Verdict.values()) {
            // Interrupted is what a user does to a run; BiplaneEngineTest has it.
            if (verdict != Verdict.INTERRUPTED) {
                assertThat(filesIn("ending/"))
                        .anyMatch(file -> has(file, "^" + verdict + ", exit "));
            }
        }
        assertThat(filesIn("ending/")).anyMatch(file -> has(file, "^CRASHED, exit 70: "));
    }

    private interface Shows {
        boolean test(String word, RunFile file);
    }

    /** Each word has a file of that name in the folder, and it shows what it is there for. */
    private static void assertCovered(String folder, Stream<String> words, Shows shows) {
        TreeSet<String> missing = new TreeSet<>();
        words.filter(word -> FILES.stream()
                        .noneMatch(file ->
                                file.name().equals(folder + word) && shows.test(word, file)))
                .forEach(missing::add);
        assertThat(missing).as("no file below %s shows", folder).isEmpty();
    }

    private static boolean isHeldAndBroken(RunFile file, String what) {
        return has(file, "^held    " + what) && has(file, "^BROKEN  " + what);
    }

    private static boolean has(RunFile file, String line) {
        Pattern pattern = Pattern.compile(line);
        return file.output().stream().anyMatch(text -> pattern.matcher(text).find());
    }

    private static Stream<RunFile> filesIn(String folder) {
        return FILES.stream().filter(file -> file.name().startsWith(folder));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Words of a sealed type's kinds but one: {@code OfRange} is {@code of_range}. */
    private static Stream<String> others(Class<?> sealed, Class<?> but) {
        Function<Class<?>, String> word = kind -> kind.getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(kind -> !kind.equals(but))
                .map(word);
    }
}
