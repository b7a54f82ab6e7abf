package io.biplane.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

class HistoryFilesTest {
    private static final String FILE = """
            {"process":0,"type":"invoke","f":"read","value":[393862788590208931],"time":3463682,"node":"n1","virtual_cluster":"main","load":"kv"}
            {"process":1,"type":"invoke","f":"transfer","value":{"from":1,"to":2,"amount":5},"time":3463683}
            {"process":0,"type":"ok","f":"read","value":[393862788590208931,"a-1"],"time":6314363,"node":"n1","virtual_cluster":"main","load":"kv"}
            {"process":1,"type":"info","f":"transfer","value":null,"time":7000000,"txn":"t1","error":"57014 canceled"}
            {"process":2,"type":"invoke","f":"x","value":[1.5,true,false,null,[],{},123456789012345678901234567890],"time":7000001}
            """;

    @Test
    void what_is_read_is_written_again_byte_for_byte() throws Exception {
        List<Event> events = new HistoryReader().readAll(new StringReader(FILE));
        StringWriter text = new StringWriter();
        try (HistoryWriter writer = new HistoryWriter(text)) {
            writer.writeAll(events);
        }
        assertThat(text.toString()).isEqualTo(FILE);
    }

    @Test
    void events_pair_to_operations_and_what_never_returned_is_unknown() throws Exception {
        List<Operation> operations =
                Operations.pair(new HistoryReader().readAll(new StringReader(FILE)));
        assertThat(operations)
                .extracting(Operation::outcome)
                .containsExactly(EventType.OK, EventType.INFO, EventType.INFO);
        assertThat(operations.get(0).span()).isEqualTo(new Operation.Span(0, 2, 3463682, 6314363));
        assertThat(operations.get(1).span().returnIndex()).isEqualTo(Operation.Span.NEVER);
        assertThat(operations.get(0).describe())
                .isEqualTo("process 0 read [393862788590208931] -> [393862788590208931, a-1]"
                        + " (ok, 3.463682ms to 6.314363ms)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{                                                          ~ line 2: not JSON",
                "[1]                                                        ~ line 2: not a JSON object",
                "{\"type\":\"ok\"}                                          ~ line 2: \"process\" is missing; a whole number is needed",
                "{\"process\":0,\"type\":\"done\",\"f\":\"r\",\"time\":1}   ~ line 2: type is \"done\", not invoke, ok, fail or info",
                "{\"process\":0,\"type\":\"ok\",\"f\":7,\"time\":1}        ~ line 2: \"f\" is 7; a text is needed",
                "{\"process\":0,\"type\":\"ok\",\"time\":9223372036854775807} ~ line 2: \"time\" is 9223372036854775807, which is later than all times",
                "{\"process\":9223372036854775808,\"type\":\"ok\"}         ~ line 2: \"process\" is 9223372036854775808; a whole number of 64 bits is needed",
                "{\"process\":0,\"process\":0}                           ~ line 2: \"process\" stands twice",
                "{\"x\":0,\"x\":0}                                       ~ line 2: \"x\" stands twice",
                "{\"value\":{\"x\":0,\"x\":0}}                         ~ line 2: \"x\" stands twice",
                "{\"value\":1e99999999999}                             ~ line 2: the number 1e99999999999 is too large or too small",
                "\"\u001b\"                                             ~ line 2: not a JSON object",
                "{\"process\":0,\"type\":\"ok\",\"f\":\"r\"}                ~ line 2: \"time\" is missing; a whole number is needed",
                "{\"process\":\"n\",\"type\":\"ok\",\"f\":\"r\",\"time\":1} ~ line 2: \"process\" is n; a whole number is needed",
                "{\"process\":0,\"type\":\"ok\",\"f\":\"r\",\"time\":1} 7   ~ line 2: more than one JSON object",
            })
    void a_bad_line_is_named_with_its_reason(String line, String reason) {
        assertThatThrownBy(() -> new HistoryReader().readAll(new StringReader("\n" + line + "\n")))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "ok,     r, line 1: process 0 completes r without having invoked it",
        "invoke, r, line 2: process 0 is still busy with r",
    })
    void a_history_that_cannot_be_is_refused(String type, String f, String reason) {
        String line = "{\"process\":0,\"type\":\"" + type + "\",\"f\":\"" + f + "\",\"time\":1}\n";
        assertThatThrownBy(() ->
                        Operations.pair(new HistoryReader().readAll(new StringReader(line + line))))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage(reason);
    }
}
