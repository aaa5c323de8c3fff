"""Keys of a configuration that change no count of parameters, in any type of model that is read here."""

from __future__ import annotations

import re

_WORDS = """
    model_type transformers_version auto_map dtype torch_dtype tokenizer_class use_cache torchscript
    is_encoder_decoder return_dict output_attentions output_hidden_states output_past output_scores use_return_dict
    id2label label2id problem_type finetuning_task task_specific_params chunk_size_feed_forward use_bfloat16
    tf_legacy_loss gradient_checkpointing pretraining_tp hidden_act hidden_activation activation_function activation
    mlp_hidden_act position_embedding_type max_position_embeddings model_max_length
    max_length min_length max_new_tokens do_sample early_stopping num_beams num_beam_groups diversity_penalty
    temperature top_k top_p typical_p repetition_penalty length_penalty no_repeat_ngram_size
    encoder_no_repeat_ngram_size bad_words_ids num_return_sequences prefix remove_invalid_values
    exponential_decay_length_penalty suppress_tokens begin_suppress_tokens forced_decoder_ids generation_config
    num_logits_to_keep seq_length seq_len context_length n_ctx max_seq_len max_sequence_length max_context_len
    attn_implementation attention_impl attn_impl use_qkv_fused clip_qkv normalization_type norm_topk_prob
    sliding_window use_sliding_window max_window_layers sliding_window_pattern window_size attention_window_size
    attention_chunk_size cache_implementation query_pre_attn_scalar attn_temperature_tuning attn_scale floor_scale
    topk_method topk_group n_group scoring_func seq_aux ep_size routing_algo moe_router_topk_scaling_factor
    residual_in_fp32 rescale_prenorm_residual scale_attn_weights scale_embedding
    scale_attn_by_inverse_layer_idx reorder_and_upcast_attn attention_softmax_in_fp32 scale_attention_softmax_in_fp32
    use_mamba_kernels use_mambapy use_associative_scan no_rope_layers no_rope_layer_interval nope_layer_interval
    swiglu_alpha swiglu_limit training_sequence_length moe_norm_min use_bidirectional_attention
    full_attn_mod interpolate_factor use_mrope initial_context_length for_llm_compressor rotary tokenizer_name
    inference_runner pad_key_length pre_allocate_kv_cache validate_runner_input calc_logits_for_entire_prompt
    sliding_window_size theta score_func num_expert_groups num_limited_groups use_grouped_mm save_step
    scale_emb scale_depth dim_model_base directionality normalization_function
    mamba_ssm_cache_dtype clip_qk moe_router_activation_func route_scale mup_enabled global_attn_every_n_layers
"""
_ANYWHERE = frozenset(_WORDS.split())

_BY_SHAPE = re.compile(
    r"_.*"  # notes that transformers makes to itself: _name_or_path, _attn_implementation, ...
    r"|.*(?:dropout|pdrop|layerdrop)(?:_.*)?|classifier_dropout_prob"
    r"|.*token_(?:id|ids|index)|forced_.*"
    r"|.*(?:eps|epsilon)"
    r"|(?:rope|rotary|partial_rotary|yarn)_.*|.*_rope_(?:theta|parameters)|original_max_position_embeddings"
    r"|.*initializer.*|init_.*|.*_init|.*_init_(?:std|scheme|method)"
    r"|summary_.*"
    r"|.*(?:aux|router|z)_loss.*|.*_loss_(?:coef|weight|alpha)|output_router_logits|.*jitter.*"
    r"|.*soft_?cap(?:ping)?|.*_cap|.*scal(?:e|ing)(?:_factor)?|.*_multiplier|.*_multipliers"
    r"|use_flash.*|.*flash_attn.*|fused_.*|use_fused.*"
    r"|time_step_(?:min|max|floor|limit|scale|init_scheme)|.*_time_step.*"
    r"|unsloth_.*|.*_cache_dtype|mask_(?:time|feature)_.*|apply_spec_augment",
)


def never_counts(name: str) -> bool:
    """Tell whether a key changes no count, whatever it says and whatever type of model it stands in.

    Examples
    --------
    >>> never_counts("attention_dropout"), never_counts("rms_norm_eps"), never_counts("attention_bias")
    (True, True, False)
    """
    return name in _ANYWHERE or _BY_SHAPE.fullmatch(name) is not None
