package io.biplane.sql.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.key.Key;
import io.biplane.sql.types.SqlType.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Keys order as values do and read back: checked over edge values and seeded random ones. */
class KeyOrderTest {
    private static final long SEED = 20_261_123;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void when_twoValuesAreEncoded_then_theirKeysOrderAsTheyDo(Kind kind) {
        List<Object> values = values(kind);
        for (Object left : values) {
            for (Object right : values) {
                int expected = Integer.signum(Datums.compare(kind, left, right));
                int actual = Integer.signum(key(kind, left).compareTo(key(kind, right)));
                assertThat(actual).as("%s against %s", left, right).isEqualTo(expected);
            }
            assertThat(key(kind, Null.NULL)).isLessThan(key(kind, left));
        }
    }

    /** Otherwise a longer composite key could order before a shorter one's successor. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void when_twoValuesDiffer_then_neitherKeyIsAPrefixOfTheOther(Kind kind) {
        List<Object> values = values(kind);
        for (Object left : values) {
            for (Object right : values) {
                if (Datums.compare(kind, left, right) != 0) {
                    assertThat(key(kind, left).startsWith(key(kind, right))).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void when_aKeyIsReadBack_then_theValueIsEqual(Kind kind) {
        for (Object value : values(kind)) {
            KeyReader reader = new KeyReader(key(kind, value), 0);
            Object read = KeyEncoding.readValue(reader, kind);
            assertThat(Datums.compare(kind, read, value)).as("%s", value).isZero();
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void when_aValueIsPrintedAndParsed_then_itIsEqual(Kind kind) {
        for (Object value : values(kind)) {
            Object parsed = Casts.parse(kind, Datums.format(kind, value));
            assertThat(Datums.compare(kind, parsed, value)).as("%s", value).isZero();
        }
    }

    /** The layout CockroachDB documents: /Tenant/3/Table/104/1/… starts FE 8B F0 89. */
    @Test
    void when_aRowOfTenant3IsEncoded_then_theBytesAreThoseOfTheModelledSystem() {
        Key prefix = KeyEncoding.tenantPrefix(3);
        assertThat(hex(KeyEncoding.int8PrimaryKey(prefix, 104, 0))).isEqualTo("fe8bf08988");
        assertThat(hex(KeyEncoding.int8PrimaryKey(prefix, 104, 1_000))).isEqualTo("fe8bf089f703e8");
        assertThat(hex(KeyEncoding.int8PrimaryKey(prefix, 104, -1))).isEqualTo("fe8bf08987ff");
        assertThat(KeyEncoding.tenantPrefix(1)).isEqualTo(Key.MIN);
        assertThat(KeyEncoding.int8PrimaryKey(prefix, 104, 5))
                .isEqualTo(KeyEncoding.primaryKey(prefix, 104, List.of(SqlType.INT8), List.of(5L)));
    }

    private static String hex(Key key) {
        return Bytes.wrap(key.bytes()).toString().substring(2);
    }

    private static Key key(Kind kind, Object value) {
        KeyWriter writer = new KeyWriter();
        KeyEncoding.appendValue(writer, kind, value);
        return writer.toKey();
    }

    private static List<Object> values(Kind kind) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Object> values = new ArrayList<>(edges(kind));
        for (int i = 0; i < 100; i++) {
            values.add(random(kind, random));
        }
        return values;
    }

    private static List<Object> edges(Kind kind) {
        return switch (kind) {
            case BOOL -> List.of(true, false);
            case INT8, INT4, INT2, TIMESTAMP, TIMESTAMPTZ ->
                List.of(0L, 1L, -1L, 109L, 110L, 255L, 256L, -255L, -256L, 1L << 40, -(1L << 40));
            case FLOAT8 ->
                List.of(
                        0.0,
                        -0.0,
                        1.0,
                        -1.0,
                        Double.MIN_VALUE,
                        -Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY);
            case DECIMAL ->
                List.of(
                        new BigDecimal("0"),
                        new BigDecimal("0.00"),
                        new BigDecimal("1"),
                        new BigDecimal("1.0"),
                        new BigDecimal("10"),
                        new BigDecimal("-10"),
                        new BigDecimal("-1.01"),
                        new BigDecimal("-1.1"),
                        new BigDecimal("1e-30").setScale(40));
            case STRING, VARCHAR ->
                List.of("", "a", "a\0", "a\0b", "ab", "\uFFFD", "\uD83D\uDE00", "é");
            case BYTES ->
                List.of(
                        Bytes.wrap(new byte[0]),
                        Bytes.wrap(new byte[] {0}),
                        Bytes.wrap(new byte[] {0, 1}),
                        Bytes.wrap(new byte[] {0, -1}),
                        Bytes.wrap(new byte[] {-1}));
            case UUID -> List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(1, -1));
            case UNKNOWN -> List.of();
        };
    }

    private static Object random(Kind kind, SplittableRandom random) {
        long bits = random.nextLong() >> random.nextInt(64);
        return switch (kind) {
            case BOOL -> random.nextBoolean();
            case INT8 -> bits;
            case INT4, INT2 -> bits % 30_000;
            case TIMESTAMP, TIMESTAMPTZ -> bits % 300_000_000_000_000_000L;
            case FLOAT8 -> Double.longBitsToDouble(random.nextLong());
            case DECIMAL -> new BigDecimal(BigInteger.valueOf(bits), random.nextInt(30));
            case STRING, VARCHAR -> text(random);
            case BYTES ->
                Bytes.wrap(text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> new UUID(random.nextLong(), random.nextLong());
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.appendCodePoint(new int[] {'a', 'b', 0, 'é', 0x1F600, 0xFF5E}[random.nextInt(6)]);
        }
        return text.toString();
    }
}
