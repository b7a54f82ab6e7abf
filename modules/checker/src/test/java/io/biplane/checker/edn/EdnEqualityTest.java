package io.biplane.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.biplane.checker.history.Decimal;
import io.biplane.checker.history.HistoryReader;
import io.biplane.checker.history.JsonValues;

import org.junit.jupiter.api.Test;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which values are equal. Rows of one line are equal, values of different lines are not: for EDN as
 * {@code =} of Clojure 1.11 says, but that names, symbols and texts are equal, and that NaN is itself.
 */
class EdnEqualityTest {
    private static final String EDN = """
            1 ~ 1N ~ +1 ~ 0x1 ~ 01 ~ 2r1 ~ 3/3
            1.0 ~ 1.00 ~ 10e-1 ~ +1.0
            1.0M ~ 1.00M ~ 1M ~ 10e-1M
            1/2 ~ 2/4 ~ +1/2
            0.5
            0.5M
            -1/2 ~ -2/4
            0 ~ -0 ~ 0x0 ~ 00 ~ 0/5
            0.0 ~ -0.0 ~ 0e5
            0M ~ -0.0M ~ 0.00M
            16 ~ 0x10 ~ 0X10 ~ 020 ~ 2r10000 ~ 36rG ~ 16N ~ 32/2
            9223372036854775807
            9223372036854775808 ~ 0x8000000000000000 ~ 9223372036854775808N
            -9223372036854775808 ~ -0x8000000000000000
            ##Inf ~ 1e400 ~ 2e400
            ##-Inf ~ -1e400
            ##NaN ~ ##NaN
            1e400M ~ 10e399M
            2e400M
            0.1
            0.1M
            0.10000000000000000001M
            \\A ~ \\u0041 ~ \\o101
            "A" ~ :A ~ A ~ "\\u0041" ~ "\\101"
            \\newline ~ \\u000a ~ \\o12
            "\\n" ~ "\\u000A" ~ "\\12"
            "\\b"
            "\\f"
            \\1
            "1"
            nil
            false
            true
            () ~ []
            #{} ~ #{#_ 1}
            {} ~ #:a{}
            [1 2] ~ (1 2) ~ [1, #_x 2] ~ #tag [1 2]
            [2 1]
            #{1 2} ~ #{2 1} ~ #{2 0x1}
            #{[1] #{2 3}} ~ #{#{3 2} (1)}
            {:a 1 :b 2} ~ {:b 2 :a 1} ~ {"a" 1, b 2}
            {:x/a 1} ~ #:x{:a 1}
            {:a 1} ~ #:x{:_/a 1}
            {1.0 1}
            {1 1}
            [1.0 1]
            """;

    private static final String JSON = """
            1 ~ 1
            1.0 ~ 1.00 ~ 10e-1 ~ 1E0
            0 ~ -0
            0.0 ~ -0.0 ~ 0e9
            0.1 ~ 0.10 ~ 1e-1
            0.10000000000000000001
            1e400 ~ 10E399
            2e400
            100
            100.0 ~ 1e2
            9223372036854775808 ~ 9223372036854775808
            9223372036854775808.0 ~ 9.223372036854775808e18
            9223372036854775807.0
            "1"
            true
            null
            [1, 2] ~ [1,2]
            {"a": 1, "b": 2} ~ {"b": 2, "a": 1}
            """;

    private static List<List<Object>> values(String rows, boolean isEdn) {
        List<List<Object>> all = new ArrayList<>();
        for (String row : rows.lines().toList()) {
            List<Object> equal = new ArrayList<>();
            for (String text : row.split(" ~ ")) {
                equal.add((isEdn ? JepsenHistory.value(text) : HistoryReader.value(text))
                        .orElseThrow(() -> new AssertionError(text)));
            }
            all.add(equal);
        }
        return all;
    }

    @Test
    void values_are_equal_as_in_clojure() {
        compare(values(EDN, true));
    }

    @Test
    void numbers_of_json_are_equal_if_they_are_exactly() {
        compare(values(JSON, false));
    }

    private static void compare(List<List<Object>> rows) {
        for (List<Object> one : rows) {
            for (List<Object> other : rows) {
                for (Object a : one) {
                    for (Object b : other) {
                        assertThat(a.equals(b)).as("%s and %s", a, b).isEqualTo(one == other);
                    }
                }
            }
            assertThat(new LinkedHashSet<>(one)).as("hash of %s", one).hasSize(1);
        }
    }

    @Test
    void a_decimal_is_written_so_that_it_is_read_again() throws Exception {
        for (String text : List.of("0.1", "1.0", "100.0", "1E+400", "1.5E-300", "-0.25", "7.0")) {
            Decimal number = Decimal.parse(text);
            StringWriter written = new StringWriter();
            try (JsonGenerator out = new JsonFactory().createGenerator(written)) {
                JsonValues.write(out, List.of(number));
            }
            assertThat(written.toString()).isEqualTo("[" + text + "]");
            assertThat(HistoryReader.value(text)).contains(number);
        }
    }

    /** For the mutants. */
    static void quick() throws Exception {
        EdnEqualityTest test = new EdnEqualityTest();
        test.values_are_equal_as_in_clojure();
        test.numbers_of_json_are_equal_if_they_are_exactly();
        test.a_decimal_is_written_so_that_it_is_read_again();
    }
}
