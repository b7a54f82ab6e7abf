package io.biplane.raft.simulation;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.LongStream;

/** The same storms as {@link ChaosTest}, over many more seeds. */
@Tag("nightly")
class NightlyChaosTest extends ChaosTest {
    static LongStream manySeeds() {
        return LongStream.rangeClosed(1_000, 6_000);
    }

    @ParameterizedTest
    @MethodSource("manySeeds")
    void when_allStormsBlow_then_invariantsHold(long seed) {
        when_everythingFails_then_invariantsHoldAndTheGroupRecovers(seed);
        when_theBareAlgorithmIsHarassed_then_invariantsHold(seed);
        when_readsUseLeases_then_noneIsStale(seed);
        when_leadersAreFortified_then_invariantsHold(seed);
    }
}
