//! Properties of components that the format has.

/// Those the engine or the page goes by, and those of the builder and of the original's page, which change no answer.
const KNOWN: &str = " action actions addAnother addAnotherPosition addResource addons alias allowCaching \
    allowCalculateOverride allowInput allowMultipleMasks allowPrevious alwaysEnabled applyMaskOn as attributes attrs \
    authenticate autoAdjust autoExpand autocomplete autofocus backgroundColor block bordered breadcrumb \
    breadcrumbClickable buttonSettings calculateServer calculateValue caption case cellAlignment clearOnHide \
    clearOnRefresh cloneRows collapsed collapsible columns components condensed conditional conditionalAddButton content \
    currency custom customClass customConditional customDefaultValue customOptions customPrivate data dataFormat dataGridLabel dataSrc \
    dataType datasource dateFirst datePicker datepickerMode dayFirst dbIndex decimalLimit decimalSymbol defaultDate \
    defaultOpen defaultPermission defaultValue defaultValueType delimeter delimiter description dir disableAddingRemovingRows disableClearIcon disableLimit \
    disableOnInvalid disabled display displayAsTable displayInTimezone displayMask editor enableDate enableManualMode \
    enableMaxDateInput enableMinDateInput enableRowGroups enableTime encrypted errorLabel errors event fancyButton fetch \
    fieldSet fields fileMaxSize fileMinSize fileNameTemplate filePattern fileTypes filter fixedSize footer form format \
    fuseOptions groupToggle header height hidden hideInputLabels hideLabel hideOnChildrenHidden hover html id idPath ignoreCache \
    image imageSize imageUrl indexeddb initEmpty inline inlineEdit input inputFormat inputMask inputMasks inputMode \
    inputType inputmode inputsLabelPosition kickbox key keyModified label labelMargin labelPosition labelWidth layoutFixed lazyLoad leftIcon legend limit \
    lockKey logic manualModeViewString map mask maxDate maxTags maxWidth maxYear minDate minSearch minWidth minYear \
    modal modalEdit modelType multiple multipleMasksHorizontal name navigateOnEnter nextPage noRefreshOnScroll numCols numRows onlyAvailableItems openWhenEmpty \
    optionsLabelPosition originalName overlay pagination path penColor persistent placeholder prefix privateDownload project promptOnDeselect \
    properties protected provider providerOptions questions readOnlyValue redrawOn reference refreshOn refreshOnBlur \
    refreshOnChange removeRow reorder requireDecimal resource rightIcon row rowClass rowDrafts rowGroups rows saveOnEnter \
    saveRow scrollToTop searchDebounce searchEnabled searchField searchFields searchThreshold selectData selectFields \
    selectThreshold selectValues serverOverride shortcut shortcutButtons showCharCount showValidations showWordCount size \
    skipMaskValidation sort spellcheck src state storage storeas striped suffix switchToManualModeLabel tab tabindex tableView tabs \
    tag tags template templates theme thousandsSeparator timePicker timezone title tooltip tree trigger \
    truncateMultipleSpaces type unique uniqueOptions uploadOnly url useExactSearch useLocaleSettings useOriginalRevision \
    valid validate validateOn validateWhenHidden value valueComponent valueProperty values verticalLayout version webcam widget \
    widget.type width wysiwyg ";

pub(super) fn is_known(name: &str) -> bool {
    KNOWN.split_ascii_whitespace().any(|known| known == name)
}
