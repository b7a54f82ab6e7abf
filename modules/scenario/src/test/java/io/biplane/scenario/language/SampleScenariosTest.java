package io.biplane.scenario.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.model.Scenario;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

/** Every delivered scenario is a valid file, and its expanded copy means the same. */
class SampleScenariosTest {
    static List<Path> files() {
        return SampleScenarios.files();
    }

    @Test
    void when_theFolderIsListed_then_itHoldsScenarios() {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(11);
    }

    @ParameterizedTest
    @MethodSource("files")
    void when_aDeliveredScenarioIsLoaded_then_ithasNoMistakes(Path file) throws Exception {
        assertThat(ScenarioFile.load(file, Overrides.NONE).scenarios(1)).isNotEmpty();
    }

    /**
     * The expanded copy is what lies in a run's folder; a run of it has to be the same run. Marks
     * differ, nothing else may.
     */
    @ParameterizedTest
    @MethodSource("files")
    void when_aScenarioIsExpanded_then_theCopyBindsToTheSameScenario(Path file) throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            ScenarioFile original = ScenarioFile.load(file, Overrides.NONE);
            String expanded = original.expanded(seed);
            ScenarioFile copy = ScenarioFile.parse(file.toString(), expanded, Overrides.NONE);
            assertThat(copy.seed()).isEqualTo(seed);
            assertThat(withoutMarks(copy.scenarios(seed)))
                    .isEqualTo(withoutMarks(original.scenarios(seed)));
            assertThat(copy.expanded(seed)).isEqualTo(expanded);
        }
    }

    private static String withoutMarks(List<Scenario> scenarios) {
        return scenarios.toString().replaceAll("mark=[^\\s,\\]]*", "");
    }
}
