package io.biplane.settings.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as people write them and as the modelled system prints them. */
class SettingTextTest {
    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, on, true",
        "BOOLEAN, f, false",
        "DURATION, 10, 10s",
        "DURATION, 90s, 1m30s",
        "DURATION, 5m, 5m0s",
        "DURATION, 1h, 1h0m0s",
        "DURATION, 1.5s, 1.5s",
        "DURATION, 1500ms, 1.5s",
        "DURATION, 250us, 250µs",
        "DURATION, 0, 0s",
        "DURATION, -2s, -2s",
        "BYTE_SIZE, 64MiB, 64 MiB",
        "BYTE_SIZE, 1GiB, 1.0 GiB",
        "BYTE_SIZE, 1536, 1.5 KiB",
        "BYTE_SIZE, 1 kB, 1000 B",
        "BYTE_SIZE, 0, 0 B",
        "INTEGER, 0042, 42",
        "FLOAT, 0.10, 0.1",
        "VERSION, v24.1.3, 24.1",
        "ENUMERATION, OFF, off",
    })
    void when_aValueIsRead_then_itIsKeptInCanonicalNotation(
            SettingType type, String text, String canonical) {
        assertThat(SettingText.canonical(type, text)).isEqualTo(canonical);
        assertThat(SettingText.canonical(type, canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, maybe",
        "DURATION, 10 parsecs",
        "DURATION, ''",
        "DURATION, s",
        "BYTE_SIZE, big",
        "INTEGER, 1.5",
        "FLOAT, x",
        "VERSION, latest",
    })
    void when_aValueIsNotOfTheType_then_theTextSaysSo(SettingType type, String text) {
        assertThatThrownBy(() -> SettingText.canonical(type, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"10s, 10000000000", "1m30s, 90000000000", "5ms, 5000000", "2h, 7200000000000"})
    void when_aDurationIsRead_then_itCountsNanoseconds(String text, long nanos) {
        assertThat(SettingText.durationNanos(text)).isEqualTo(nanos);
    }
}
