package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.product.catalogue.AttributeDefinition;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.Category;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.InvalidProduct;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which attributes the products of a category have. */
@RestController
@RequestMapping("/api/v1/categories/{id}/attributes")
class CategoryAttributesController {

    private static final int MOST = 200;

    private final CatalogueService catalogue;

    CategoryAttributesController(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping
    @Operation(summary = "Attributes of a category", description = "Its own definitions, and those that it inherits; the nearest definition of a name holds. The ETag is the category's.")
    ResponseEntity<AttributesResponse> attributes(@PathVariable UUID id) {
        return answer(catalogue.category(id));
    }

    @PutMapping
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Define the attributes of a category", description = "Replaces all of its own definitions; If-Match takes the ETag of the category. Where anything is defined, an editor "
            + "adds no other attributes and gives those that are required. A feed may have others, and leave out what is required, "
            + "but a defined attribute with another type or value makes a bad row; a number that it writes as a text is taken as "
            + "a number. What products have already stays until it is edited or its line in a feed changes.")
    ResponseEntity<AttributesResponse> define(@PathVariable UUID id, @Valid @RequestBody AttributesRequest request,
            @Nullable IfMatch ifMatch) {
        return answer(catalogue.defineAttributes(id, Revision.seenBy(ifMatch), request.toDefinitions()));
    }

    private ResponseEntity<AttributesResponse> answer(Category category) {
        return ResponseEntity.ok().eTag(Revision.tagOf(category)).cacheControl(CacheControl.noCache().cachePublic())
                .body(AttributesResponse.of(category.path(), catalogue.attributeDefinitions(category.id())));
    }

    /** The category's own definitions. */
    record AttributesRequest(@NotNull @Size(max = MOST) List<@Valid @NotNull DefinitionBody> items) {

        List<AttributeDefinition> toDefinitions() {
            return IntStream.range(0, items.size()).mapToObj(i -> items.get(i).toDefinition("/items/" + i)).toList();
        }
    }

    /**
     * What an attribute is.
     *
     * @param unit of a number
     * @param allowedValues of a text; absent or empty when it may be any
     * @param required false when absent
     */
    record DefinitionBody(@NotBlank @Schema(example = "display_diagonal") String name,
            @NotNull @Schema(example = "NUMBER") AttributeDefinition.Type type,
            @Nullable @Schema(example = "inch") String unit,
            @Nullable @Schema(example = "[]") List<@NotBlank String> allowedValues,
            @Nullable @Schema(example = "true") Boolean required) {

        static DefinitionBody of(AttributeDefinition definition) {
            return new DefinitionBody(definition.name(), definition.type(), definition.unit(),
                    definition.allowedValues(), definition.required());
        }

        private AttributeDefinition toDefinition(String pointer) {
            try {
                return new AttributeDefinition(name, type, unit, Objects.requireNonNullElse(allowedValues, List.of()),
                        Boolean.TRUE.equals(required));
            } catch (InvalidProduct invalid) {
                throw invalid.in(pointer);
            }
        }
    }

    /** @param inherited from the categories above it, the root first */
    record AttributesResponse(List<DefinitionBody> items, List<InheritedResponse> inherited) {

        static AttributesResponse of(CategoryPath category, Map<CategoryPath, List<AttributeDefinition>> defined) {
            return new AttributesResponse(bodies(defined.getOrDefault(category, List.of())),
                    defined.entrySet().stream()
                            .filter(above -> !above.getKey().equals(category))
                            .map(above -> new InheritedResponse(above.getKey().value(), bodies(above.getValue())))
                            .toList());
        }

        private static List<DefinitionBody> bodies(List<AttributeDefinition> definitions) {
            return definitions.stream().map(DefinitionBody::of).toList();
        }
    }

    /** @param category path of the one that defines them */
    record InheritedResponse(String category, List<DefinitionBody> items) {}
}
