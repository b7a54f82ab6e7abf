package io.biplane.scenario.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.biplane.base.random.SimRandom;
import io.biplane.scenario.language.reference.JsonSchema;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.language.syntax.TreeReader;
import io.biplane.scenario.language.syntax.TreeWriter;
import io.biplane.scenario.source.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an editor says (JSON Schema, checked here by an independent validator) and what {@code lint}
 * says agree: the schema refuses a file exactly when lint reports a problem of kind SHAPE. Problems
 * of meaning, such as a node that does not exist, are beyond a schema.
 */
class SchemaAgreementTest {
    /** Texts put in place of others; numbers in forms that JSON keeps apart. */
    private static final List<String> TEXTS = List.of(
            "5",
            "0",
            "-1",
            "1.5",
            "true",
            "false",
            "",
            "x",
            "n1",
            "N1",
            "n1 n2",
            "main",
            "Main",
            "5s",
            "5 s",
            "5sec",
            "-5s",
            "1ms..3ms",
            "1ms ± 0.1ms",
            "1ms +- 1ms",
            "3..5",
            "500/s",
            "10%",
            "101%",
            "200ppm",
            "64B",
            "24.1",
            "24.7",
            "kv",
            "bank",
            "leaseholder(main.kv)",
            "leaseholder(kv)",
            "main.kv/3",
            "r7",
            "system.meta",
            "gateway(kv-1)",
            "others",
            "live(n3)",
            "finalized(main 24.2)",
            "event(lease.acquired)",
            "raft_safety",
            "linearizable(kv)",
            "linearizable",
            "lease_transferred",
            "< 400ms",
            ">= 5",
            "at least 99%",
            "< 1.5x before",
            "1.5x",
            "drain-1",
            "a#2",
            "1m30s");

    private static final String RANDOM_CHOICE = "{ one_of: [5, 5s, n1] }";

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonSchema.print(), InputFormat.JSON);

    static Stream<Path> all() {
        return Stream.concat(SampleScenarios.files().stream(), LintTest.files().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void when_aFileIsChecked_then_schemaAndLintAgree(Path file) throws Exception {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (kinds(text).contains(Problem.Kind.SYNTAX)) {
            return; // not a tree, so there is nothing a schema could look at
        }
        assertAgreement(text);
    }

    /**
     * A property over many near misses: one leaf of a valid file replaced by another text, quoted
     * or not.
     */
    @Test
    void when_oneValueOfASampleIsReplaced_then_schemaAndLintStillAgree() throws Exception {
        SimRandom random = new SimRandom(1, "schema-agreement");
        int refused = 0;
        int accepted = 0;
        for (Path file : SampleScenarios.files()) {
            Tree tree = tree(Files.readString(file, StandardCharsets.UTF_8));
            int leaves = count(tree);
            for (int i = 0; i < leaves; i++) {
                for (int k = 0; k < 2; k++) {
                    String text = TEXTS.get(random.nextInt(TEXTS.size()));
                    Tree value = random.chance(0.05)
                            ? tree(RANDOM_CHOICE)
                            : new Tree.Scalar(text, random.chance(0.7), tree.mark());
                    if (assertAgreement(TreeWriter.write(replace(tree, new int[] {i}, value)))) {
                        accepted++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(300);
        assertThat(accepted).isGreaterThan(30);
    }

    private static boolean assertAgreement(String text) throws Exception {
        List<Error> bySchema = SCHEMA.validate(json(text));
        List<Problem> byLint = problems(text).stream()
                .filter(problem -> problem.kind() == Problem.Kind.SHAPE)
                .toList();
        boolean schemaAccepts = bySchema.isEmpty();
        assertThat(schemaAccepts)
                .as(() -> "schema " + bySchema + ", lint " + byLint + ":\n" + text)
                .isEqualTo(byLint.isEmpty());
        return schemaAccepts;
    }

    private static JsonNode json(String text) {
        Object value = new Load(LoadSettings.builder().build()).loadFromString(text);
        return new ObjectMapper().valueToTree(value);
    }

    private static List<Problem> problems(String text) {
        try {
            ScenarioFile.parse("sample.yaml", text, Overrides.NONE);
            return List.of();
        } catch (InvalidScenario invalid) {
            return invalid.problems();
        }
    }

    private static List<Problem.Kind> kinds(String text) {
        return problems(text).stream().map(Problem::kind).toList();
    }

    private static Tree tree(String text) {
        return TreeReader.read("sample.yaml", text, new ArrayList<>()).orElseThrow();
    }

    private static int count(Tree tree) {
        if (tree instanceof Tree.Mapping mapping) {
            return mapping.entries().stream()
                    .mapToInt(entry -> count(entry.value()))
                    .sum();
        }
        return tree instanceof Tree.Sequence sequence
                ? sequence.items().stream().mapToInt(SchemaAgreementTest::count).sum()
                : 1;
    }

    /** The tree with its n-th leaf replaced; {@code n[0]} counts down. */
    private static Tree replace(Tree tree, int[] n, Tree value) {
        if (tree instanceof Tree.Mapping mapping) {
            List<Tree.Entry> entries = new ArrayList<>();
            mapping.entries()
                    .forEach(entry -> entries.add(
                            new Tree.Entry(entry.key(), replace(entry.value(), n, value))));
            return new Tree.Mapping(entries, tree.mark());
        }
        if (tree instanceof Tree.Sequence sequence) {
            List<Tree> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(replace(item, n, value)));
            return new Tree.Sequence(items, tree.mark());
        }
        return n[0]-- == 0 ? value : tree;
    }
}
