package io.biplane.sqlserver.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.settings.registry.SettingDefinition;
import io.biplane.settings.registry.SettingNames;
import io.biplane.settings.registry.SettingsRegistry;
import io.biplane.sql.admin.ControlReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Columns, types and order of settings as rows. Source: docs/reference/virtual-clusters.md §6. */
class SettingRepliesTest {
    private static SettingDefinition setting(String name) {
        return SettingsRegistry.instance().find(name).orElseThrow();
    }

    private static List<String> columns(ControlReply reply) {
        return ((ControlReply.Rows) reply)
                .columns().stream()
                        .map(column -> column.name() + ":" + column.type())
                        .toList();
    }

    private static List<String> rows(ControlReply reply) {
        return ((ControlReply.Rows) reply).rows().stream().map(Arrays::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "kv.rangefeed.enabled, true, BOOL, java.lang.Boolean",
        "kv.rangefeed.enabled, , STRING, io.biplane.sql.types.Null",
        "server.shutdown.initial_wait, 10s, STRING, java.lang.String",
        "version, 24.1, STRING, java.lang.String",
    })
    void when_oneIsShown_then_itsColumnHasItsType(
            String name, String value, String type, String javaClass) {
        ControlReply reply = SettingReplies.one(name, setting(name), Optional.ofNullable(value));
        assertThat(columns(reply)).containsExactly(name + ":" + type);
        Object shown = ((ControlReply.Rows) reply).rows().get(0)[0];
        assertThat(shown.getClass().getName()).isEqualTo(javaClass);
    }

    @Test
    void when_allAreShown_then_columnsAreThoseOfTheModelledSystem() {
        SettingDefinition version = setting(SettingNames.VERSION);
        SettingReplies.Own own = new SettingReplies.Own();
        own.add(version, "24.1", "override");
        assertThat(columns(own.reply()))
                .containsExactly(
                        "variable:STRING",
                        "value:STRING",
                        "setting_type:STRING",
                        "description:STRING",
                        "default_value:STRING",
                        "origin:STRING");
        assertThat(rows(own.reply()).get(0)).startsWith("[version, 24.1, ").endsWith(", override]");
    }

    @Test
    void when_thoseOfAnotherAreShown_then_noOverrideIsNull() {
        SettingReplies.OfOther rows = new SettingReplies.OfOther();
        rows.add(setting("kv.rangefeed.enabled"), Optional.empty(), "no-override");
        rows.add(setting("kv.rangefeed.enabled"), Optional.of("true"), "per-tenant-override");
        assertThat(columns(rows.reply()))
                .containsExactly(
                        "variable:STRING",
                        "value:STRING",
                        "type:STRING",
                        "origin:STRING",
                        "description:STRING");
        assertThat(rows(rows.reply()).get(0)).startsWith("[kv.rangefeed.enabled, NULL, b, no-over");
        assertThat(rows(rows.reply()).get(1)).contains(", true, b, per-tenant-override, ");
    }
}
