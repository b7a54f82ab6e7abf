package io.biplane.raft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.raft.config.ElectionTiming;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.RaftConfig;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Random networks, disks, crashes and operators over a list of seeds, with every invariant on. */
class ChaosTest {
    /** A lost snapshot is noticed within the calm that follows the storm. */
    private static final ElectionTiming TIMING =
            new ElectionTiming(2_000_000_000L, 4_000_000_000L, 1_000_000_000L, 5_000_000_000L);

    private static final FlowLimits TIGHT = new FlowLimits(400, 4, 2_000, 20_000, 1_000);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    private static void survives(long seed, Chaos chaos, UnaryOperator<RaftConfig> tuning) {
        SimulatedGroup group = new SimulatedGroup(
                seed, 3 + (int) (seed % 3), 2, chaos, config -> tuning.apply(config.with(TIMING)));
        group.runFor(60_000);
        long before = group.committedIndex();
        group.heal();
        group.runFor(30_000);
        // Progress after the storm: everything safe is easy for a group that does nothing.
        assertThat(group.committedIndex())
                .as("seed %d", seed)
                .withFailMessage(() -> "seed " + seed + " got stuck:" + group)
                .isGreaterThan(before + 100);
        List<MachineState> states = group.memberStates();
        assertThat(states).isNotEmpty();
        long behind = states.stream().mapToLong(MachineState::index).min().orElseThrow();
        assertThat(behind).as("seed %d", seed).isGreaterThan(group.committedIndex() - 100);
        assertThat(group.readsServed()).as("seed %d", seed).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_everythingFails_then_invariantsHoldAndTheGroupRecovers(long seed) {
        survives(seed, Chaos.HOSTILE, config -> config.with(TIGHT));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_theBareAlgorithmIsHarassed_then_invariantsHold(long seed) {
        survives(seed, Chaos.CRASHING, config -> config.with(Features.BARE));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_readsUseLeases_then_noneIsStale(long seed) {
        survives(seed, Chaos.HOSTILE, config -> config.with(Features.DEFAULT.withLeaseReads(1.0)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_leadersAreFortified_then_invariantsHold(long seed) {
        survives(
                seed,
                Chaos.HOSTILE,
                config -> config.with(Features.DEFAULT.withFortification(true)));
    }
}
