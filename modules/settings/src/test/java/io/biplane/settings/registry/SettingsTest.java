package io.biplane.settings.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The registry against the reference table, and which value counts. Source: docs/reference/virtual-clusters.md §6. */
class SettingsTest {
    private final SettingsRegistry registry = SettingsRegistry.instance();

    private static TreeMap<String, String> of(String name, String value) {
        TreeMap<String, String> map = new TreeMap<>();
        map.put(name, value);
        return map;
    }

    @Test
    void when_theTableIsRead_then_countsByScopeAgreeWithTheReference() {
        // 457 rows of which 31 are old names; the scopes below include non-public ones.
        long aliases = 457 - registry.all().size();
        assertThat(aliases).isBetween(20L, 60L);
        assertThat(registry.require("kv.rangefeed.enabled").scope())
                .isEqualTo(SettingScope.SYSTEM_VISIBLE);
        assertThat(registry.require("version").type()).isEqualTo(SettingType.VERSION);
        assertThat(registry.require(SettingNames.MUX_WAIT).isPublic()).isFalse();
        assertThat(registry.require(SettingNames.MUX_WAIT).description())
                .isEqualTo("Wait for default virtual cluster to start on connect");
    }

    @Test
    void when_anOldNameIsUsed_then_itMeansThePresentOne() {
        assertThat(registry.find("server.shutdown.drain_wait").orElseThrow().name())
                .isEqualTo(SettingNames.INITIAL_WAIT);
        assertThat(registry.find("server.shutdown.lease_transfer_wait")
                        .orElseThrow()
                        .name())
                .isEqualTo(SettingNames.LEASE_TRANSFER_TIMEOUT);
        assertThat(registry.find("server.controller.default_tenant")
                        .orElseThrow()
                        .name())
                .isEqualTo(SettingNames.DEFAULT_TARGET);
        assertThat(registry.all())
                .noneMatch(setting -> setting.name().equals("server.shutdown.drain_wait"));
        assertThat(registry.find("no.such.setting")).isEmpty();
    }

    @Test
    void when_everyNameTheModelReadsIsLookedUp_then_itExists() {
        for (String name : SettingNames.ACTED_ON) {
            assertThat(registry.find(name)).as(name).isPresent();
        }
    }

    @Test
    void when_anApplicationSettingIsSetEverywhere_then_theMostSpecificValueCounts() {
        String name = SettingNames.TRANSACTIONS_TIMEOUT;
        TreeMap<String, String> none = new TreeMap<>();
        SettingsSnapshot.OperatorSettings nothing = SettingsSnapshot.OperatorSettings.NONE;
        SettingsSnapshot.OperatorSettings all =
                SettingsSnapshot.OperatorSettings.from(of(name, "1s"), none, of(name, "3s"));
        SettingsSnapshot.OperatorSettings both = SettingsSnapshot.OperatorSettings.from(
                of(name, "1s"), of(name, "2s"), of(name, "3s"));
        assertThat(SettingsSnapshot.of(none, nothing).value(name)).isEqualTo("10s");
        assertThat(SettingsSnapshot.of(of(name, "4s"), nothing).value(name)).isEqualTo("4s");
        assertThat(SettingsSnapshot.of(of(name, "4s"), all).value(name)).isEqualTo("3s");
        assertThat(SettingsSnapshot.of(of(name, "4s"), both).value(name)).isEqualTo("2s");
        // The system's own value of an application setting is nobody else's business.
        SettingsSnapshot.OperatorSettings systemOnly =
                SettingsSnapshot.OperatorSettings.from(of(name, "1s"), none, none);
        assertThat(SettingsSnapshot.of(none, systemOnly).value(name)).isEqualTo("10s");
    }

    @Test
    void when_aSystemVisibleSettingIsRead_then_theSystemsValueStandsWhereTheOwnOneWould() {
        String name = SettingNames.RANGEFEED;
        TreeMap<String, String> none = new TreeMap<>();
        SettingsSnapshot.OperatorSettings system =
                SettingsSnapshot.OperatorSettings.from(of(name, "true"), none, none);
        SettingsSnapshot.OperatorSettings overridden =
                SettingsSnapshot.OperatorSettings.from(of(name, "true"), of(name, "false"), none);
        assertThat(SettingsSnapshot.of(none, SettingsSnapshot.OperatorSettings.NONE)
                        .bool(name))
                .isFalse();
        assertThat(SettingsSnapshot.of(none, system).bool(name)).isTrue();
        assertThat(SettingsSnapshot.of(none, overridden).bool(name)).isFalse();
        assertThat(SettingsSnapshot.of(none, system).origin(registry.require(name)))
                .isEqualTo("override");
    }

    @Test
    void when_thePageOnSqlListsTheSettingsThatAct_then_theyAreThose() throws IOException {
        String page = Files.readString(Path.of("../../docs/sql.md"));
        String list = page.substring(page.indexOf("` note:") + 1, page.indexOf("- Decimal"));
        assertThat(Pattern.compile("`([^`]+)`")
                        .matcher(list)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(SettingNames.ACTED_ON);
    }
}
