package io.biplane.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.model.Variant;
import io.biplane.testbed.detail.Details;
import io.biplane.testbed.detail.MessageLog;
import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.history.HistoryEvent.Type;
import io.biplane.testbed.result.VariantResult;
import io.biplane.testbed.result.Verdict;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Operations by client: a box each, a shape for what did not end ok, and a word when there are too many. */
final class TrackPictureTest {
    private static final long MS = 1_000_000L;

    private final List<HistoryEvent> history = new ArrayList<>();

    private void operation(long process, long fromMs, long untilMs, Type ending, String error) {
        history.add(event(process, fromMs, Type.INVOKE, ""));
        history.add(event(process, untilMs, ending, error));
    }

    private static HistoryEvent event(long process, long atMs, Type type, String error) {
        return new HistoryEvent(
                atMs * MS, process, type, "read", List.of(7L, "a<b"), "n1", "main", "kv", error);
    }

    private VariantResult variant() {
        return new VariantResult(
                Variant.ONLY,
                Verdict.PASSED,
                10_000 * MS,
                "0",
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Details(List.of(), history, MessageLog.NONE),
                List.of());
    }

    private static long count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void endings_have_jepsens_colours_and_shapes_of_their_own() {
        operation(0, 0, 2, Type.OK, "");
        operation(1, 1, 3, Type.FAIL, "40001 retry");
        operation(2, 1, 900, Type.INFO, "08006 lost");
        history.add(event(3, 5, Type.INVOKE, ""));

        String picture = TrackPicture.draw(variant());

        assertThat(count(picture, "fill=\"#6db6fe\"")).isEqualTo(1);
        assertThat(count(picture, "fill=\"#feb5da\"")).isEqualTo(1);
        assertThat(count(picture, "fill=\"#ffaa26\"")).isEqualTo(2);
        assertThat(picture)
                .contains("ok after 2.000 ms", "40001 retry", "info after 899.000 ms")
                .contains("not answered by the end of the run")
                .contains("a&lt;b")
                .doesNotContain("a<b");
        assertThat(count(picture, "l5 5l-5 5l-5 -5z")).as("diamond").isEqualTo(1);
        assertThat(count(picture, "l5 9l-10 0z")).as("triangles").isEqualTo(2);
    }

    /** The client of a retired process goes on in its column under a new number. */
    @Test
    void who_follows_a_retired_process_takes_its_column() {
        operation(0, 0, 5, Type.INFO, "08006 lost");
        operation(1, 1, 2, Type.OK, "");
        operation(2, 6, 8, Type.OK, "");

        String picture = TrackPicture.draw(variant());

        assertThat(picture).contains("process 0 …", "process 1").doesNotContain(">process 2<");
    }

    @Test
    void too_many_operations_are_cut_and_it_is_said() {
        for (int i = 0; i < TrackPicture.OPERATIONS_MAX + 10; i++) {
            operation(0, 2L * i, 2L * i + 1, Type.OK, "");
        }

        assertThat(TrackPicture.caption(variant()))
                .contains("4000 of 4010 operations", "as many as this page holds");
        assertThat(count(TrackPicture.draw(variant()), "fill=\"#6db6fe\"")).isEqualTo(4000);
    }

    @Test
    void a_run_without_operations_gives_an_empty_picture() {
        assertThat(TrackPicture.caption(variant())).contains("0 of 0 operations");
        assertThat(TrackPicture.draw(variant())).startsWith("<svg ");
    }
}
