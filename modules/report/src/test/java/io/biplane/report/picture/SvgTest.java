package io.biplane.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers are short, the same on every machine, and exact to hundredths. */
final class SvgTest {
    @Test
    void numbers_are_as_short_as_they_are_exact() {
        assertThat(Svg.number(3)).isEqualTo("3");
        assertThat(Svg.number(3.5)).isEqualTo("3.5");
        assertThat(Svg.number(3.05)).isEqualTo("3.05");
        assertThat(Svg.number(-0.257)).isEqualTo("-0.26");
        assertThat(Svg.number(-0.001)).isEqualTo("0");
        assertThat(Svg.number(1e6 + 0.1)).isEqualTo("1000000.1");
    }

    @Test
    void text_is_escaped() {
        assertThat(new Svg().label(1, 2, "a<b & \"c\"", "").finish(10, 10, "<t>"))
                .contains("a&lt;b &amp; &quot;c&quot;", "<title>&lt;t&gt;</title>");
    }
}
