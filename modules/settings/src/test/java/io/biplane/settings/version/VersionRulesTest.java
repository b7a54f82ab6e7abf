package io.biplane.settings.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.TreeMap;

/** Who may run, and who may rise. Source: docs/reference/operations.md §4. */
class VersionRulesTest {
    private static ClusterVersion v(String text) {
        return ClusterVersion.parse(text);
    }

    @ParameterizedTest
    @CsvSource({
        "22.1, 22.1",
        "22.2, 22.1",
        "24.1, 23.2",
        "24.2, 24.1",
        "24.3, 24.1",
        "25.1, 24.3",
        "25.2, 24.3",
        "25.3, 25.2",
        "25.4, 25.2",
        "26.1, 25.4",
        "26.2, 25.4",
    })
    void when_aBinaryIsAsked_then_itReachesBackToTheReleaseBefore_skippingOneInnovation(
            String binary, String least) {
        assertThat(Releases.minSupported(v(binary))).isEqualTo(v(least));
    }

    @ParameterizedTest
    @CsvSource({
        // binary, on disk, may start
        "24.2, 24.2, true",
        "24.2, 24.1, true",
        "24.1, 24.2, false",
        "24.2, 23.2, false",
        "24.3, 24.1, true",
        "25.1, 24.2, false",
        "25.2, 24.3, true",
    })
    void when_aProcessStarts_then_theDiskDecides(String binary, String disk, boolean starts) {
        assertThat(VersionRules.refusalToStart(v(binary), v(disk), "n1").isEmpty())
                .isEqualTo(starts);
        boolean fits = v(binary).isAtLeast(v(disk));
        assertThat(VersionRules.refusalToJoin(v(binary), v(disk)).isEmpty()).isEqualTo(fits);
        assertThat(VersionRules.refusalToServe(v(binary), v(disk)).isEmpty()).isEqualTo(starts);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // from, to, binary, preserve, beginning of the refusal
                "24.1, 24.2, 24.2, '', -",
                "24.1, 24.1, 24.2, '', -",
                "24.1, 24.3, 24.3, '', -",
                "24.2, 24.1, 24.2, '', versions cannot be downgraded",
                "24.1, 24.2, 24.1, '', cannot upgrade to 24.2: node running 24.1",
                "24.1, 24.9, 26.2, '', cannot upgrade to 24.9: node running 26.2",
                "24.1, 24.2, 24.2, 24.1, cannot upgrade to 24.2: cluster.preserve_downgrade",
                "24.1, 25.1, 25.1, '', cannot upgrade from 24.1 to 25.1: upgrade to 24.3 first",
            })
    void when_aVersionIsToRise_then_everyRefusalHasItsText(
            String from, String to, String binary, String preserve, String refusal) {
        VersionRules.Raise raise = new VersionRules.Raise(v(from), v(to), v(binary), preserve);
        String text = VersionRules.refusalToRaise(raise).orElse("");
        assertThat(text).startsWith(refusal == null ? "" : refusal);
        assertThat(text.isEmpty()).isEqualTo(refusal == null);
    }

    @ParameterizedTest
    @CsvSource({
        // storage, tenant, to, allowed
        "24.2, 24.1, 24.2, true",
        "24.1, 24.1, 24.2, false",
        "24.2, 24.1, 24.3, false",
        "24.1, 24.1, 24.1, true",
    })
    void when_aVirtualClusterIsToRise_then_neverAboveTheStorageCluster(
            String storage, String tenant, String to, boolean allowed) {
        assertThat(VersionRules.refusalToRaiseAbove(v(storage), v(tenant), v(to))
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @Test
    void when_theStorageClusterIsToRise_then_noServedVirtualClusterIsLeftTooFarBehind() {
        TreeMap<String, ClusterVersion> tenants = new TreeMap<>();
        tenants.put("main", v("24.1"));
        assertThat(VersionRules.refusalToLeaveBehind(tenants, v("24.2"))).isEmpty();
        assertThat(VersionRules.refusalToLeaveBehind(tenants, v("24.3"))).isEmpty();
        assertThat(VersionRules.refusalToLeaveBehind(tenants, v("25.1"))).isPresent();
    }

    @Test
    void when_oneServerOfAVirtualClusterIsOld_then_itHoldsTheVersionBack() {
        TreeMap<NodeId, ClusterVersion> binaries = new TreeMap<>();
        binaries.put(new NodeId(1), v("24.2"));
        assertThat(VersionRules.refusalByInstances(binaries, v("24.2"))).isEmpty();
        binaries.put(new NodeId(2), v("24.1"));
        assertThat(VersionRules.refusalByInstances(binaries, v("24.2")).orElseThrow())
                .endsWith("some tenant pods running on binary less than 24.2");
    }
}
