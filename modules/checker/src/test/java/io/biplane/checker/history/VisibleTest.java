package io.biplane.checker.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.draw.Timeline;
import io.biplane.checker.verdict.Anomaly;
import io.biplane.checker.verdict.Verdict;
import io.biplane.checker.verdict.VerdictJson;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What would be obeyed instead of shown is spelled out, everything else is left as it is. */
class VisibleTest {
    @Test
    void control_characters_are_spelled_out() {
        assertThat(Visible.line("\u001b[31mred\u0007\u0000\t\r\n\u007f\u009b2J"))
                .isEqualTo("\\u001b[31mred\\u0007\\u0000\\t\\r\\n\\u007f\\u009b2J");
        assertThat(Visible.lines("a\n\u001bb")).isEqualTo("a\n\\u001bb");
        assertThat(Visible.line("\u202eabc\u2066\u2028\ud800x\ufffe"))
                .isEqualTo("\\u202eabc\\u2066\\u2028\\ud800x\\ufffe");
    }

    @Test
    void all_else_stays_as_it_is() {
        String text = "ä 日本 \ud83d\ude00 \\ \" < & \u00a0 …";
        assertThat(Visible.line(text)).isEqualTo(text);
    }

    @Test
    void no_control_character_leaves_in_a_verdict_or_a_picture() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x3000; c++) {
            if (Visible.isHidden(c)) {
                all.append(c);
            }
        }
        String hostile = all + "\ud83d\ude00";
        Operation operation = new Operation(
                0,
                0,
                hostile,
                hostile,
                List.of(hostile),
                EventType.OK,
                new Operation.Span(0, 1, 0, 1));
        Anomaly anomaly = new Anomaly("kind", hostile, hostile, List.of(operation), 1);
        Verdict verdict = Verdict.invalid("c", hostile, List.of(anomaly), new TreeMap<>());
        for (String text : List.of(VerdictJson.text(verdict), Timeline.svg(anomaly))) {
            assertThat(text.codePoints().filter(c -> c != '\n' && Visible.isHidden(c)))
                    .isEmpty();
            assertThat(text.toLowerCase(Locale.ROOT))
                    .contains("\ud83d\ude00", "\\u001b", "\\u202e", "\\u007f");
        }
    }

    /** For the mutants. */
    static void quick() {
        VisibleTest test = new VisibleTest();
        test.control_characters_are_spelled_out();
        test.no_control_character_leaves_in_a_verdict_or_a_picture();
    }
}
