package io.biplane.testbed.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.NodeId;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A message's text is the same in every process, whatever it is made of. */
final class MessageTextTest {
    private record Plain(long number, String word, Optional<Plain> inner) {}

    private record Blob(byte[] bytes, Object anything) {}

    private record Named(long number) {
        @Override
        public String toString() {
            return "no. " + number;
        }
    }

    private record Holder(Object value) {}

    @Test
    void records_are_written_with_their_components() {
        Plain message = new Plain(1, "a\nb", Optional.of(new Plain(2, "c", Optional.empty())));

        assertThat(MessageText.of(message))
                .isEqualTo("MessageTextTest.Plain(number=1, word=a b, "
                        + "inner=MessageTextTest.Plain(number=2, word=c, inner=-))");
        assertThat(MessageText.kind(message)).isEqualTo("MessageTextTest.Plain");
    }

    @Test
    void a_type_with_a_text_of_its_own_keeps_it() {
        assertThat(MessageText.of(new Holder(new Named(7))))
                .isEqualTo("MessageTextTest.Holder(value=no. 7)");
        assertThat(MessageText.of(new NodeId(3))).isEqualTo(new NodeId(3).toString());
    }

    /** An array, an object and a lambda print an identity by themselves. */
    @Test
    void no_identity_gets_in() {
        Runnable lambda = () -> {};

        assertThat(MessageText.of(new Blob(new byte[3], new Object())))
                .isEqualTo("MessageTextTest.Blob(bytes=3 bytes, anything=Object)");
        assertThat(MessageText.of(new Holder(lambda)))
                .isEqualTo("MessageTextTest.Holder(value=a function)");
    }

    /** A hash table's order is no property of the run. */
    @Test
    void what_has_no_order_is_counted_only() {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        ordered.put("z", 1);
        ordered.put("a", 2);

        assertThat(MessageText.of(new Holder(new HashSet<>(Set.of("a", "b")))))
                .isEqualTo("MessageTextTest.Holder(value=[2])");
        assertThat(MessageText.of(new Holder(new HashMap<>(ordered))))
                .isEqualTo("MessageTextTest.Holder(value=[2])");
        assertThat(MessageText.of(new Holder(ordered)))
                .isEqualTo("MessageTextTest.Holder(value=[z=1, a=2])");
        assertThat(MessageText.of(new Holder(new TreeSet<>(List.of("b", "a")))))
                .isEqualTo("MessageTextTest.Holder(value=[a, b])");
    }

    @Test
    void long_content_is_cut() {
        assertThat(MessageText.of(new Holder(List.of(1, 2, 3, 4, 5, 6))))
                .isEqualTo("MessageTextTest.Holder(value=[1, 2, 3, 4, 2 more])");
        assertThat(MessageText.of(new Holder("x".repeat(1000))).length()).isLessThan(120);
    }
}
