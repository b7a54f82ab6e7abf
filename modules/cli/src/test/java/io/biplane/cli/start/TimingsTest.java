package io.biplane.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

/** The table of {@code --timings}, with a clock that is set by hand. */
class TimingsTest {
    private final AtomicLong clock = new AtomicLong(5);
    private final Timings timings = new Timings(clock::get, () -> 120);

    private void pass(long millis) {
        clock.addAndGet(millis * 1_000_000);
    }

    @Test
    void when_aRunIsOver_then_eachPhaseHasALineAndTheyAddUp() {
        pass(80);
        timings.enter(Timings.Phase.LANGUAGE);
        pass(40);
        timings.enter(Timings.Phase.BOOT);
        pass(300);
        timings.advance(Timings.Phase.BOOT, Timings.Phase.FIRST_ROW);
        pass(200);
        timings.advance(Timings.Phase.FIRST_ROW, Timings.Phase.RUN);
        pass(1000);
        timings.advance(Timings.Phase.RUN, Timings.Phase.CHECKS);
        pass(50);
        timings.advance(Timings.Phase.CHECKS, Timings.Phase.OTHER_VARIANTS);
        pass(10);
        timings.enter(Timings.Phase.REPORTS);
        pass(400);
        timings.enter(Timings.Phase.REST);
        assertThat(String.join("\n", timings.lines()) + "\n").isEqualTo("""
                timings                 ms
                  virtual machine      120
                  command line          80
                  language              40
                  boot                 300
                  first row            200
                  run                 1000
                  checks                50
                  other variants        10
                  reports              400
                  total               2200
                """);
    }

    /** The second variant tells the same again, when the first is over. */
    @Test
    void when_anotherVariantTellsOfAnEarlierPhase_then_theCommandDoesNotGoBack() {
        timings.enter(Timings.Phase.OTHER_VARIANTS);
        timings.advance(Timings.Phase.BOOT, Timings.Phase.FIRST_ROW);
        pass(7);
        assertThat(timings.lines()).contains("  other variants         7").hasSize(4);
    }
}
