package io.biplane.scenario.language;

import io.biplane.scenario.language.bind.ScenarioBinder;
import io.biplane.scenario.language.grammar.ScenarioKeys;
import io.biplane.scenario.language.schema.ReadContext;
import io.biplane.scenario.language.syntax.Overlay;
import io.biplane.scenario.language.syntax.Tree;
import io.biplane.scenario.language.syntax.TreeReader;
import io.biplane.scenario.language.syntax.TreeWriter;
import io.biplane.scenario.language.types.Quantities;
import io.biplane.scenario.model.Scenario;
import io.biplane.scenario.model.Variant;
import io.biplane.scenario.source.Note;
import io.biplane.scenario.source.Problem;
import io.biplane.scenario.source.SourcePosition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario file without mistakes, from which scenarios are made for any seed.
 */
public final class ScenarioFile {
    /**
     * Seed of a file and a command that name none. A fixed one, so that a first try can be told to
     * others.
     */
    private static final long DEFAULT_SEED = 1;

    private final String file;
    private final Tree tree;
    private final long seed;
    private final List<Variants.Of> variants;
    private final Set<Note> notes = new LinkedHashSet<>();

    private ScenarioFile(String file, Tree tree, long seed, List<Variants.Of> variants) {
        this.file = file;
        this.tree = tree;
        this.seed = seed;
        this.variants = variants;
    }

    /**
     * Reads and checks a file.
     *
     * @throws IOException when it cannot be read
     * @throws InvalidScenario with all its mistakes
     */
    public static ScenarioFile load(Path path, Overrides overrides)
            throws IOException, InvalidScenario {
        byte[] bytes = Files.readAllBytes(path);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return parse(path.toString(), text, overrides);
        } catch (CharacterCodingException noText) {
            throw new InvalidScenario(List.of(new Problem(
                    new SourcePosition(path.toString(), 1, 1, ""),
                    Problem.Kind.SYNTAX,
                    "not a text file in UTF-8",
                    Optional.of("save it as UTF-8"))));
        }
    }

    /**
     * Checks the text of a file.
     *
     * @param file path for marks, and for the scenario's name
     * @throws InvalidScenario with all its mistakes
     */
    public static ScenarioFile parse(String file, String text, Overrides overrides)
            throws InvalidScenario {
        List<Problem> syntax = new ArrayList<>();
        Optional<Tree> read = TreeReader.read(file, text, syntax);
        if (read.isEmpty()) {
            throw new InvalidScenario(syntax);
        }
        ReadContext context = new ReadContext(0);
        Tree tree = override(read.get(), overrides, context);
        long seed = overrides.seed().orElse(seed(tree));
        List<Variants.Of> variants = Variants.of(tree, context);
        ScenarioFile scenarioFile = new ScenarioFile(file, tree, seed, variants);
        Set<Problem> problems = new LinkedHashSet<>(syntax);
        problems.addAll(context.problems());
        // The file's own value of a compared key is in no variant, and is read all the same.
        Tree own = Overlay.without(tree, ScenarioKeys.COMPARE.name());
        problems.addAll(scenarioFile.problems(new Variants.Of(Variant.ONLY, own)));
        for (Variants.Of variant : variants) {
            for (Problem problem : scenarioFile.problems(variant)) {
                if (!problems.contains(problem)) {
                    problems.add(comparedValue(problem));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidScenario(
                    problems.stream().sorted(Problem.IN_FILE_ORDER).toList());
        }
        return scenarioFile;
    }

    private List<Problem> problems(Variants.Of variant) {
        ReadContext context = new ReadContext(seed);
        ScenarioBinder binder = binder(variant, seed, context);
        binder.bind(binder.expand(variant.tree()));
        notes.addAll(context.notes());
        return context.problems();
    }

    /**
     * A value under {@code compare} may have any form there; that it does not fit the key it is
     * meant for is its meaning.
     */
    private static Problem comparedValue(Problem problem) {
        return new Problem(
                problem.mark(), Problem.Kind.MEANING, problem.message(), problem.remedy());
    }

    private static Tree override(Tree tree, Overrides overrides, ReadContext context) {
        Tree changed = tree;
        for (Overrides.Setting setting : overrides.settings()) {
            SourcePosition mark = new SourcePosition("command line", 1, 1, setting.flag());
            Tree value = new Tree.Scalar(setting.value(), true, mark);
            Optional<Tree> next = Overlay.set(changed, setting.path(), value);
            if (next.isEmpty()) {
                context.report(
                        mark,
                        Problem.Kind.MEANING,
                        "the scenario has nothing at '" + setting.path() + "' to set");
            }
            changed = next.orElse(changed);
        }
        return changed;
    }

    private static long seed(Tree tree) {
        Optional<Tree> written = tree instanceof Tree.Mapping mapping
                ? mapping.get(ScenarioKeys.SEED.name())
                : Optional.empty();
        // What is wrong with it is reported when the whole file is read.
        return written.flatMap(value -> Quantities.SEED.read(value, new ReadContext(0)))
                .orElse(DEFAULT_SEED);
    }

    private ScenarioBinder binder(Variants.Of variant, long runSeed, ReadContext context) {
        ScenarioBinder.Identity identity = new ScenarioBinder.Identity(
                name(), runSeed, variant.variant(), Variants.labels(variants));
        return new ScenarioBinder(identity, context);
    }

    /** Path as the user gave it. */
    public String file() {
        return file;
    }

    /** File name without folder and extension. */
    public String name() {
        String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return base.endsWith(".yaml") || base.endsWith(".yml")
                ? base.substring(0, base.lastIndexOf('.'))
                : base;
    }

    /** What may surprise about the file, in file order. */
    public List<Note> notes() {
        return notes.stream().sorted(Note.IN_FILE_ORDER).toList();
    }

    /** Seed of the overrides, else of the file, else 1. */
    public long seed() {
        return seed;
    }

    /**
     * One scenario for each variant, in file order.
     *
     * @throws InvalidScenario when what another seed than {@link #seed()} draws cannot happen, such
     *     as a time after the horizon
     */
    public List<Scenario> scenarios(long runSeed) throws InvalidScenario {
        List<Scenario> scenarios = new ArrayList<>();
        for (Variants.Of variant : variants) {
            ReadContext context = new ReadContext(runSeed);
            ScenarioBinder binder = binder(variant, runSeed, context);
            Optional<Scenario> scenario = binder.bind(binder.expand(variant.tree()));
            if (scenario.isEmpty() || !context.problems().isEmpty()) {
                throw new InvalidScenario(context.problems());
            }
            scenarios.add(scenario.get());
        }
        return scenarios;
    }

    /**
     * The file as this seed makes it: random values drawn, repeated steps written out, defaults
     * filled in. Itself a scenario file, which gives the same run.
     */
    public String expanded(long runSeed) {
        ReadContext context = new ReadContext(runSeed);
        Tree expanded = binder(variants.get(0), runSeed, context).expand(tree);
        SourcePosition mark = tree.mark();
        Tree seeded = Overlay.set(
                        expanded,
                        ScenarioKeys.SEED.name(),
                        new Tree.Scalar(String.valueOf(runSeed), true, mark))
                .orElseThrow();
        return TreeWriter.write(ScenarioKeys.SCENARIO.complete(seeded));
    }
}
